using System.Diagnostics;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Runs;

/// <summary>How a run ended, for those who watch the server.</summary>
/// <param name="Iterations">How far it came.</param>
public sealed record RunEnding(string Agent, TerminalEvent Event, int Iterations)
{
    /// <summary>The code of its failure; <see langword="null"/> when it did not fail.</summary>
    public string? ErrorType => (Event as RunFailed)?.Code.Value;

    /// <param name="ending"><see langword="null"/> when the run was left to its next owner.</param>
    public static string OutcomeOf(RunEnding? ending) => ending?.Event.Outcome switch
    {
        null => "parked",
        RunOutcome.Completed => "completed",
        RunOutcome.Interrupted => "interrupted",
        RunOutcome.Failed => "failed",
        _ => throw new UnreachableException(),
    };
}
