using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>The answer to a ticket.</summary>
public abstract record TicketResult
{
    private protected TicketResult()
    {
    }

    /// <summary>It is stored.</summary>
    public sealed record Stored : TicketResult
    {
        public static Stored Instance { get; } = new();
    }

    /// <summary>It came too late: the run has ended.</summary>
    public sealed record Dropped : TicketResult
    {
        public static Dropped Instance { get; } = new();
    }

    /// <summary>There is nothing in the log.</summary>
    public sealed record Empty : TicketResult
    {
        public static Empty Instance { get; } = new();
    }

    /// <summary>The run is accepted and stored.</summary>
    /// <param name="Duplicate">By an earlier request with the same idempotency key.</param>
    public sealed record Accepted(RunId Run, bool Duplicate) : TicketResult;

    /// <summary>The stop of these runs is stored.</summary>
    public sealed record Interrupted(IReadOnlyList<RunId> Runs) : TicketResult;

    /// <summary>The reader sees everything after this.</summary>
    public sealed record Attached(Epoch Epoch, long LastSeq, IReadOnlyList<ActiveRun> ActiveRuns) : TicketResult;

    /// <summary>No such run is active here.</summary>
    public sealed record NotActive : TicketResult
    {
        public static NotActive Instance { get; } = new();
    }

    /// <summary>It is refused.</summary>
    public sealed record Refused(RequestRefusedException Reason) : TicketResult;
}
