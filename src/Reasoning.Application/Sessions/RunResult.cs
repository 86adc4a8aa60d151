using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>What a run came to.</summary>
/// <param name="Answer">The whole answer; <see langword="null"/> when the run failed.</param>
/// <param name="Citations">What the answer rests on; empty where it is not known.</param>
/// <param name="Failure">Why there is no answer.</param>
public sealed record RunResult(string? Answer, IReadOnlyList<Citation> Citations, RunFailed? Failure);
