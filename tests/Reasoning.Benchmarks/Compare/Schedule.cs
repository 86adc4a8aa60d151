namespace Reasoning.Benchmarks.Compare;

/// <param name="Rounds">Measured runs of each server; the table has their medians.</param>
/// <param name="WarmUp">Tiered PGO needs 5 to 7 s on two busy cores; less measures the compiler.</param>
/// <param name="Settle">Before memory is read.</param>
internal sealed record Schedule(int Rounds, TimeSpan WarmUp, TimeSpan Window, TimeSpan Settle, int IdleConnections, int Starts, int Size);
