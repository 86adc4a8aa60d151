namespace Reasoning.Domain.Sessions;

/// <summary>What a session's log holds at one moment.</summary>
/// <param name="OldestSeq">The first event that can still be read; <c>LastSeq + 1</c> when there is none.</param>
public sealed record LogExtent(Epoch Epoch, long OldestSeq, long LastSeq);

/// <summary>Why a resume cannot give everything that was asked for.</summary>
public enum ResumeGap
{
    /// <summary>Events after the asked position are no longer held.</summary>
    Truncated,

    /// <summary>The position belongs to another log: that one was lost or deleted.</summary>
    EpochMismatch,

    /// <summary>The position lies beyond the end of the log.</summary>
    AheadOfLog,
}

/// <summary>Where the replay starts, and whether that is what the client asked for.</summary>
/// <param name="StartAfter">The replay begins with the event after this one.</param>
/// <param name="Gap">What is missing; <see langword="null"/> when nothing is.</param>
public readonly record struct ResumePoint(long StartAfter, ResumeGap? Gap)
{
    /// <param name="after">The highest sequence number that the client has seen.</param>
    /// <param name="epoch">The epoch it was seen in; <see langword="null"/> means the current one.</param>
    public static ResumePoint Find(LogExtent log, long after, Epoch? epoch)
    {
        ArgumentNullException.ThrowIfNull(log);
        var oldest = log.OldestSeq - 1;
        if (epoch is { } other && other != log.Epoch)
            return new(oldest, ResumeGap.EpochMismatch);
        if (after > log.LastSeq)
            return new(oldest, ResumeGap.AheadOfLog);
        if (after < oldest)
            return new(oldest, ResumeGap.Truncated);
        return new(after, null);
    }
}
