namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>One input of a random history.</summary>
/// <param name="Run">Which of the runs so far, counted modulo their number.</param>
/// <param name="Choice">Which kind of event, or which length of time.</param>
internal readonly record struct CoreOperation(CoreInput Input, int Run, int Choice);

internal enum CoreInput
{
    Accept,
    Record,
    InterruptOne,
    InterruptAll,
    InterruptUnknown,
    WorkEnded,
    Tick,
    Drain,
    Flush,
    Committed,
}
