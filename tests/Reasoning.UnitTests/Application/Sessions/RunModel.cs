using Reasoning.Domain.Runs;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>What a run's log must be, in the simplest words: the kinds of its events, and how it ends.</summary>
internal sealed class RunModel(RunId id, DateTimeOffset deadline, bool showsSteps)
{
    private bool _hasResponse;

    public RunId Id { get; } = id;

    public DateTimeOffset Due { get; private set; } = deadline;

    /// <summary>What must have been logged; beside it, what was.</summary>
    public List<string> Log { get; } = ["RunStarted"];

    public List<string> Logged { get; } = [];

    public bool IsStopping { get; private set; }

    public bool IsEnded { get; private set; }

    public bool IsCut { get; private set; }

    public bool IsExecuted { get; set; }

    public bool WorkHasEnded { get; set; }

    public int Releases { get; set; }

    public int Cancels { get; set; }

    public void Say(RunEvent @event)
    {
        if (IsEnded)
            return;
        if (@event is TerminalEvent)
            End(@event is RunCompleted ? "completed" : "failed agent_failed", answered: @event is RunCompleted && _hasResponse);
        else if (@event is ResponseGiven)
            _hasResponse = true;
        else if (showsSteps)
            Log.Add(@event.GetType().Name);
    }

    public bool Interrupt(DateTimeOffset graceEnd)
    {
        if (IsEnded || IsStopping)
            return false;
        IsStopping = true;
        Due = graceEnd < Due ? graceEnd : Due;
        return true;
    }

    /// <param name="how">How it ends, unless somebody had stopped it: then it is interrupted, whatever happens.</param>
    public void End(string how, bool answered = false)
    {
        if (IsEnded)
            return;
        IsEnded = true;
        if (answered && !IsStopping)
            Log.Add("ResponseGiven");
        Log.Add(IsStopping ? "interrupted" : how);
    }

    /// <summary>It is ended although its work goes on.</summary>
    public void Cut(string how)
    {
        IsCut |= !IsEnded;
        End(how);
    }

    public static string Describe(RunEvent @event) => @event switch
    {
        RunCompleted { Status: RunStatus.Interrupted } => "interrupted",
        RunCompleted => "completed",
        RunFailed failed => $"failed {failed.Code}",
        _ => @event.GetType().Name,
    };
}
