namespace Reasoning.Api.Problems;

/// <summary>The request cannot be served, for a reason that only HTTP has.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;
}
