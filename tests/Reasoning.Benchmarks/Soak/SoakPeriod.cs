using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Soak;

/// <summary>What was seen in a part of the time.</summary>
/// <param name="Resident">The server's memory in bytes, with when it was read, in minutes.</param>
internal sealed record SoakPeriod(Reading Window, Latencies Latencies, IReadOnlyList<(double Minutes, double Bytes)> Resident);
