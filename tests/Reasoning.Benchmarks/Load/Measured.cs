namespace Reasoning.Benchmarks.Load;

internal sealed record Measured(Figure Figure, double Value);
