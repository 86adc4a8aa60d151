namespace Reasoning.Benchmarks.Load;

/// <param name="Format">Of the value, with the invariant culture.</param>
/// <param name="Compared">Whether a ratio of it says anything.</param>
internal sealed record Figure(string Name, string Format, bool Compared = true);
