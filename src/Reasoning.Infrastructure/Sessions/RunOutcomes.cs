using System.Diagnostics;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>How a run ended, as databases have it.</summary>
internal static class RunOutcomes
{
    private const string Completed = "completed";
    private const string Interrupted = "interrupted";
    private const string Failed = "failed";

    public static string Name(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed => Completed,
        RunOutcome.Interrupted => Interrupted,
        RunOutcome.Failed => Failed,
        _ => throw new UnreachableException(),
    };

    public static RunOutcome Parse(string name) => name switch
    {
        Completed => RunOutcome.Completed,
        Interrupted => RunOutcome.Interrupted,
        Failed => RunOutcome.Failed,
        _ => throw new UnreachableException(),
    };
}
