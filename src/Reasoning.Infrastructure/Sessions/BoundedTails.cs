using System.Diagnostics.CodeAnalysis;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>The newest events of many sessions, bounded for each and in all. Not thread-safe.</summary>
internal sealed class BoundedTails<T>(long maxSessionBytes, long maxBytes)
    where T : class, IKeepsEvents
{
    private const int ForgottenShare = 8;

    private readonly Dictionary<SessionKey, LinkedListNode<T>> _tails = [];

    // The session written to least recently comes first.
    private readonly LinkedList<T> _byLastWrite = [];
    private long _bytes;

    public int Count => _tails.Count;

    /// <summary>All of them, the one written to least recently first.</summary>
    public IEnumerable<T> ByLastWrite => _byLastWrite;

    public T? Find(SessionKey session) => _tails.GetValueOrDefault(session)?.Value;

    public void Add(T tail) => _tails.Add(tail.Session, _byLastWrite.AddLast(tail));

    /// <summary>The one that has been quiet the longest goes.</summary>
    public bool TryRemoveQuietest(Predicate<T> condition, [NotNullWhen(true)] out T? removed)
    {
        removed = _byLastWrite.First?.Value;
        if (removed is null || !condition(removed))
            return false;

        _byLastWrite.RemoveFirst();
        _tails.Remove(removed.Session);
        _bytes -= removed.Events.Clear();
        return true;
    }

    /// <summary>Appends to one of them; what then is too much is forgotten, here and elsewhere.</summary>
    public void Append(T tail, EventBatch batch)
    {
        Touch(tail);
        var before = tail.Events.Bytes;
        tail.Events.Append(batch);
        tail.Events.Trim(maxSessionBytes);
        _bytes += tail.Events.Bytes - before;
        if (_bytes > maxBytes)
            Forget();
    }

    /// <summary>It was written to just now.</summary>
    public void Touch(T tail)
    {
        var node = _tails[tail.Session];
        _byLastWrite.Remove(node);
        _byLastWrite.AddLast(node);
    }

    /// <summary>Forgets one of them.</summary>
    public void Remove(T tail)
    {
        _tails.Remove(tail.Session, out var node);
        _byLastWrite.Remove(node!);
        _bytes -= tail.Events.Clear();
    }

    /// <summary>Makes room for a while, so that what is full does not do this at every append.</summary>
    private void Forget()
    {
        // First what is old in each: a reader that is only a moment behind must not lose its place because others pour.
        Forget(events => events.Trim(maxBytes / 256));
        Forget(events => events.Clear());
    }

    private void Forget(Func<EventTail, long> free)
    {
        for (var node = _byLastWrite.First; node is not null && _bytes > maxBytes / ForgottenShare * (ForgottenShare - 1); node = node.Next)
            _bytes -= free(node.Value.Events);
    }
}
