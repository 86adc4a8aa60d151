namespace Reasoning.Application.Runs;

/// <summary>What is known of a run whose work begins again after its server went away.</summary>
/// <param name="Attempt">2 for the first time.</param>
/// <param name="Iterations">The highest iteration in its log.</param>
/// <param name="Answer">Its final answer, if that is in its log already.</param>
public sealed record ResumedRun(int Attempt, int Iterations, string? Answer);
