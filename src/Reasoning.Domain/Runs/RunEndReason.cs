namespace Reasoning.Domain.Runs;

/// <summary>Why a run is ended from outside. Each reason ends it in its own way.</summary>
public enum RunEndReason
{
    /// <summary>A client stopped it: <c>reasoning_complete</c>, status <c>interrupted</c>.</summary>
    Interrupted,

    /// <summary>It took longer than a run may: <c>error</c>, <c>agent_timeout</c>.</summary>
    TimedOut,

    /// <summary>It was taken up again and again and came no further: <c>error</c>, <c>agent_failed</c>.</summary>
    Stuck,

    /// <summary>The server is going down: <c>error</c>, <c>shutting_down</c>.</summary>
    ShuttingDown,
}
