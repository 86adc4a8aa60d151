using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// Keeps the newest events of a store in memory too: most readers are only a moment behind, and need no disk. It holds
/// only what was committed, and a committed event never changes, so whoever wrote it, it can be shown.
/// </summary>
internal sealed class TailedSessionStore(ISessionStore inner, IOptions<TailOptions> options) : DelegatingSessionStore(inner)
{
    private readonly Lock _lock = new();
    private readonly BoundedTails<Tail> _tails = new(options.Value.MaxSessionBytes, options.Value.MaxBytes);

    public override async ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        await base.AppendAsync(session, term, append, cancellationToken);
        if (append.Events is { } events)
            Keep(session, events);
    }

    public override ValueTask<LogPage> ReadAsync(
        SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken)
    {
        EventBatch? kept;
        lock (_lock)
            kept = _tails.Find(session)?.Events.Read(after, upTo, maxBytes);
        return kept is null ? base.ReadAsync(session, after, upTo, maxBytes, cancellationToken) : new(new LogPage(kept));
    }

    public override async ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken)
    {
        await base.DeleteAsync(session, term, next, cancellationToken);
        lock (_lock)
        {
            if (_tails.Find(session) is { } tail)
                _tails.Remove(tail);
        }
    }

    public override async ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken)
    {
        var deleted = await base.DeleteExpiredAsync(limit, cancellationToken);

        // It does not tell of which sessions: what is deleted must not be read from here.
        if (deleted > 0)
            Forget();
        return deleted;
    }

    private void Keep(SessionKey session, EventBatch events)
    {
        lock (_lock)
        {
            var tail = _tails.Find(session);

            // Stored twice, or by an owner who has been overtaken since: newer events are here already.
            if (tail is not null && events.LastSeq <= tail.Events.LastSeq)
                return;

            // Somebody else wrote what lies between.
            if (tail is not null && events.FirstSeq != tail.Events.LastSeq + 1)
            {
                _tails.Remove(tail);
                tail = null;
            }

            if (tail is null)
                _tails.Add(tail = new Tail(session, new EventTail(events.FirstSeq - 1)));
            _tails.Append(tail, events);

            // Nothing is lost with those of which no event is left, unlike in a store.
            while (_tails.TryRemoveQuietest(quiet => quiet.Events.Bytes == 0, out _))
            {
            }
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            while (_tails.TryRemoveQuietest(_ => true, out _))
            {
            }
        }
    }

    private sealed record Tail(SessionKey Session, EventTail Events) : IKeepsEvents;
}
