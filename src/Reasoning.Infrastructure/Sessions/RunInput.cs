using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Something that the work of a run said: an event, or a piece of the step that comes next. Small: a queue copies it twice.</summary>
internal readonly record struct RunInput
{
    private readonly object _said;

    /// <param name="stored">Completed when the event is stored or dropped; <see langword="null"/> when nobody waits.</param>
    public RunInput(RunEvent @event, Ticket? stored = null) => (_said, Stored) = (@event, stored);

    public RunInput(StepDelta delta) => _said = delta;

    public Ticket? Stored { get; }

    /// <summary><see langword="null"/> when it is an event.</summary>
    public StepDelta? Delta => _said as StepDelta;

    public RunEvent Event => (RunEvent)_said;

    /// <summary>What ends the run; <see langword="null"/> for everything else.</summary>
    public TerminalEvent? Last => _said as TerminalEvent;
}
