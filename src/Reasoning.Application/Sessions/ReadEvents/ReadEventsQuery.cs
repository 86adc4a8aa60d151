using MediatR;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.ReadEvents;

/// <summary>What does the log of this session say?</summary>
/// <param name="After">The last event that is known already; 0 for none.</param>
/// <param name="Limit">At most so many events, and no more than a page holds.</param>
public sealed record ReadEventsQuery(SessionKey Session, long After, int Limit) : IRequest<LogExcerpt>
{
    public const int DefaultLimit = 100;

    public const int MaxLimit = 1_000;
}

/// <summary>A piece of a log.</summary>
/// <param name="Log">What the whole log holds.</param>
/// <param name="Events"><see langword="null"/> when there are none.</param>
/// <param name="NextAfter">Where to read on.</param>
public sealed record LogExcerpt(LogExtent Log, EventBatch? Events, long NextAfter)
{
    public bool HasMore => NextAfter < Log.LastSeq;
}
