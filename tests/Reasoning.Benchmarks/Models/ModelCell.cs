namespace Reasoning.Benchmarks.Models;

/// <param name="Runs">Answers that are under way at the same time.</param>
/// <param name="Chunks">Of an answer.</param>
/// <param name="Columns">Who is measured with it.</param>
internal sealed record ModelCell(ProviderShape Shape, int Runs, int Chunks, params string[] Columns)
{
    public string Title => $"{Shape.Name}, {Runs} {(Runs == 1 ? "run" : "runs")}";

    /// <summary>Processor time is told in ticks of 10 ms: one run uses too few of them.</summary>
    public bool TellsCpu => Runs > 1;
}
