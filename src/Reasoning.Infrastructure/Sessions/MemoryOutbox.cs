using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>The deliveries in memory, so many at most: the oldest go first. Guarded by its store's lock.</summary>
internal sealed class MemoryOutbox
{
    internal const int MaxDeliveries = 10_000;

    private readonly LinkedList<Entry> _entries = [];
    private long _lastId;

    public void Add(SessionKey session, RunChange.Ended end)
    {
        foreach (var target in end.Tell)
        {
            _entries.AddLast(new Entry(target, new Delivery(++_lastId, session, end.Run, end.LastSeq, end.At, Attempts: 0), end.At));
            if (_entries.Count > MaxDeliveries)
                _entries.RemoveFirst();
        }
    }

    public List<Delivery> Take(string target, DateTimeOffset now, DateTimeOffset until, int limit)
    {
        List<Delivery> taken = [];
        foreach (var entry in _entries.Where(entry => entry.Target == target && entry.Due <= now).OrderBy(entry => entry.Due).Take(limit))
        {
            entry.Delivery = entry.Delivery with { Attempts = entry.Delivery.Attempts + 1 };
            entry.Due = until;
            taken.Add(entry.Delivery);
        }

        return taken;
    }

    public void Postpone(long delivery, DateTimeOffset due)
    {
        if (_entries.FirstOrDefault(entry => entry.Delivery.Id == delivery) is { } found)
            found.Due = due;
    }

    public void Remove(long delivery)
    {
        if (_entries.FirstOrDefault(entry => entry.Delivery.Id == delivery) is { } found)
            _entries.Remove(found);
    }

    public void Forget(SessionKey session)
    {
        foreach (var entry in _entries.Where(entry => entry.Delivery.Session == session).ToList())
            _entries.Remove(entry);
    }

    private sealed class Entry(string target, Delivery delivery, DateTimeOffset due)
    {
        public string Target { get; } = target;

        public Delivery Delivery { get; set; } = delivery;

        public DateTimeOffset Due { get; set; } = due;
    }
}
