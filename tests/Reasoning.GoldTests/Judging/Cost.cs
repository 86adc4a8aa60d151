namespace Reasoning.GoldTests.Judging;

/// <summary>What the answers took.</summary>
/// <param name="Indexing">From the start to the first question that can be asked.</param>
/// <param name="Memory">The process's working set in bytes, after all questions.</param>
/// <param name="Answers">Of each question, from the question to the whole answer, shortest first.</param>
internal sealed record Cost(int Documents, int Passages, TimeSpan Indexing, long Memory, IReadOnlyList<TimeSpan> Answers)
{
    public TimeSpan Percentile(int percent) => Answers[Math.Min(Answers.Count - 1, Answers.Count * percent / 100)];
}
