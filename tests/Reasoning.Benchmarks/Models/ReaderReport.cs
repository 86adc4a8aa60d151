namespace Reasoning.Benchmarks.Models;

/// <param name="Cpu">Seconds of this process.</param>
internal sealed record ReaderReport(double Seconds, long Chunks, double Cpu, ChunkTimes Times);
