using System.Diagnostics;
using Reasoning.Application.Runs;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Sessions;

/// <summary>What the session core wants done, in this order, by whoever drives it.</summary>
public abstract record SessionEffect
{
    private protected SessionEffect()
    {
    }

    /// <summary>Store this, then say <see cref="SessionCore.Committed"/>. There is never more than one under way.</summary>
    public sealed record Append(SessionAppend Content) : SessionEffect;

    /// <summary>Tell who asked that the chat is accepted.</summary>
    public sealed record Announce(Asker Asker, RunId Run, bool Duplicate) : SessionEffect;

    /// <summary>Find the run with this key in the store, then say <see cref="SessionCore.LookedUp"/> or <see cref="SessionCore.LookUpFailed"/>.</summary>
    public sealed record LookUp(string IdempotencyKey, DateTimeOffset Since) : SessionEffect;

    /// <summary>Show this to all readers, then let go of it.</summary>
    public sealed record Publish(EventBatch Batch) : SessionEffect;

    /// <summary>Wake the readers that want to see texts grow.</summary>
    public sealed record ShowTexts : SessionEffect
    {
        public static ShowTexts Instance { get; } = new();

        private ShowTexts()
        {
        }
    }

    /// <summary>Delete this session from the store, then say <see cref="SessionCore.Deleted"/>. Nothing else is under way.</summary>
    public sealed record Delete : SessionEffect
    {
        public static Delete Instance { get; } = new();

        private Delete()
        {
        }
    }

    /// <summary>The session is deleted: its readers end, and whoever asks for it next gets another core.</summary>
    public sealed record Leave : SessionEffect
    {
        public static Leave Instance { get; } = new();

        private Leave()
        {
        }
    }

    /// <summary>Begin the work of a run.</summary>
    /// <param name="FirstSeq">Its first event.</param>
    /// <param name="Resumed">What was done before; <see langword="null"/> for a new run.</param>
    public sealed record Execute(RunId Run, RunRequest Request, DateTimeOffset AcceptedAt, long FirstSeq, ResumedRun? Resumed) : SessionEffect
    {
        /// <summary>By which its failure is found in the log, unless its work has a trace: then say <see cref="SessionCore.Traced"/>.</summary>
        public string? TraceId { get; init; }

        /// <summary>The trace of the request that asked for it, if it has one.</summary>
        public ActivityContext Origin { get; init; }
    }

    /// <summary>Cancel the work of a run. It may still have something to say.</summary>
    /// <param name="Reason"><see langword="null"/> when the run is left to its next owner.</param>
    public sealed record Cancel(RunId Run, RunEndReason? Reason) : SessionEffect;

    /// <summary>The run is over here: nothing of it is listened to any more; if its work goes on, it is abandoned.</summary>
    /// <param name="Ending"><see langword="null"/> when it has not ended but is left to its next owner.</param>
    public sealed record Release(RunId Run, RunEnding? Ending) : SessionEffect;

    /// <summary>Answer the caller who handed in this ticket.</summary>
    public sealed record Resolve(object Ticket, TicketResult Result) : SessionEffect;
}
