using System.Diagnostics;

namespace Reasoning.Domain.Runs;

/// <summary>
/// One agent answering one message: which of its events may be logged, and how it ends. Whatever races — the agent's
/// own end, an interrupt, a failure, a shutdown, work that never returns — the first to end it wins, and it ends once.
/// Not thread-safe: the session core owns it.
/// </summary>
/// <param name="history">What it had done before it was taken up; <see langword="null"/> for a new run.</param>
/// <param name="notes">Notes that its agent had made before.</param>
public sealed class Run(
    RunId id, RunRequest request, DateTimeOffset acceptedAt, DateTimeOffset deadline, RunHistory? history = null, int notes = 0)
{
    private readonly RunHistory _history = history ?? new RunHistory();
    private List<ToolOutcome>? _interruptedTools;
    private ResponseGiven? _response;

    public RunId Id { get; } = id;

    public RunRequest Request { get; } = request;

    public DateTimeOffset AcceptedAt { get; } = acceptedAt;

    /// <summary>When something has to happen to it: the end of its time, or of the grace after an interrupt.</summary>
    public DateTimeOffset Due { get; private set; } = deadline;

    public bool IsStopping => _interruptedTools is not null;

    /// <summary>The event that ended it; <see langword="null"/> until one does.</summary>
    public TerminalEvent? Ending { get; private set; }

    public bool IsEnded => Ending is not null;

    /// <summary>How far it is.</summary>
    public int Iterations => _history.Iterations;

    /// <summary>Where to look in the server's log, should it fail.</summary>
    public string? TraceId { get; set; }

    /// <summary>How many notes its agent has made.</summary>
    public int Notes { get; private set; } = notes;

    public int CountNote() => ++Notes;

    /// <summary>Takes an event of the agent's side and adds to <paramref name="log"/> what of it becomes part of the log.</summary>
    public void Apply(RunEvent @event, DateTimeOffset now, List<RunEvent> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (IsEnded)
            return;

        switch (@event)
        {
            case StepTaken taken:
                _history.Add(taken.Step);
                if (Request.EnableReasoning)
                    log.Add(taken);
                break;

            // Kept back until the run has completed: an interrupt in between must not leave an answer behind.
            case ResponseGiven response:
                _response = response;
                break;

            case TerminalEvent terminal when IsStopping:
                log.Add(EndWith(Interrupted(now, openTools: ToolOutcomeKind.Cancelled, (terminal as RunCompleted)?.Usage)));
                break;

            case TerminalEvent terminal:
                if (terminal is RunCompleted && _response is not null)
                    log.Add(_response);
                log.Add(EndWith(terminal));
                break;

            default:
                throw new UnreachableException($"{@event.GetType().Name} does not come from an agent.");
        }
    }

    /// <summary>A client wants it stopped. What arrives until the grace is over is still logged; it can no longer complete.</summary>
    /// <returns>Whether this request is the one that stops it.</returns>
    public bool Interrupt(DateTimeOffset now, TimeSpan grace)
    {
        if (IsEnded || IsStopping)
            return false;

        _interruptedTools = [.. _history.OpenTools.Select(open => new ToolOutcome(open.Key, open.Value, ToolOutcomeKind.Abandoned))];
        var graceEnd = now + grace;
        Due = graceEnd < Due ? graceEnd : Due;
        return true;
    }

    /// <summary>Ends it now, for a reason that is not the agent's.</summary>
    public TerminalEvent End(RunEndReason reason, DateTimeOffset now)
    {
        if (IsStopping)
            return EndWith(Interrupted(now, openTools: ToolOutcomeKind.Abandoned, usage: null));

        return EndWith(reason switch
        {
            RunEndReason.Interrupted => Interrupted(now, openTools: ToolOutcomeKind.Abandoned, usage: null),
            RunEndReason.TimedOut => new RunFailed(ErrorCode.AgentTimeout, "The agent took longer than a run may.", TraceId),
            RunEndReason.Stuck => new RunFailed(ErrorCode.AgentFailed, "The run was taken up three times and came no further.", TraceId),
            RunEndReason.ShuttingDown => new RunFailed(ErrorCode.ShuttingDown, "The server is shutting down; send the message again."),
            _ => throw new UnreachableException(),
        });
    }

    /// <summary>The work returned without a terminal event: it was stopped, or it is broken.</summary>
    public TerminalEvent EndOfWork(DateTimeOffset now) => EndWith(IsStopping
        ? Interrupted(now, openTools: ToolOutcomeKind.Cancelled, usage: null)
        : new RunFailed(ErrorCode.AgentFailed, "The agent ended without an answer.", TraceId));

    private TerminalEvent EndWith(TerminalEvent terminal)
    {
        Debug.Assert(!IsEnded, "A run ends once.");
        return Ending = terminal;
    }

    private RunCompleted Interrupted(DateTimeOffset now, ToolOutcomeKind openTools, TokenUsage? usage)
    {
        // A tool begun within the grace counts too; one that was open and is no longer has given its result.
        var outcomes = (_interruptedTools ?? [])
            .Where(tool => !_history.OpenTools.ContainsKey(tool.ToolCallId))
            .Select(tool => tool with { Outcome = ToolOutcomeKind.Completed })
            .Concat(_history.OpenTools.Select(open => new ToolOutcome(open.Key, open.Value, openTools)));
        return new RunCompleted(RunStatus.Interrupted, _history.Iterations, now - AcceptedAt, [.. outcomes], usage);
    }
}
