using System.Collections.Concurrent;
using Reasoning.Application.Webhooks;

namespace Reasoning.UnitTests.Infrastructure.Webhooks;

/// <summary>Says what became of the deliveries that were taken.</summary>
internal sealed class CountingOutbox(IOutbox inner) : IOutbox
{
    private int _removed;
    private int _inHand;

    /// <summary>How many were made or given up.</summary>
    public int Removed => Volatile.Read(ref _removed);

    /// <summary>How many were taken, of which nothing is known yet.</summary>
    public int InHand => Volatile.Read(ref _inHand);

    /// <summary>When those that were put off are due again.</summary>
    public ConcurrentQueue<DateTimeOffset> Dues { get; } = [];

    public async ValueTask<IReadOnlyList<Delivery>> TakeAsync(
        string target, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var taken = await inner.TakeAsync(target, now, until, limit, cancellationToken);
        Interlocked.Add(ref _inHand, taken.Count);
        return taken;
    }

    public async ValueTask PostponeAsync(long delivery, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await inner.PostponeAsync(delivery, due, cancellationToken);
        Dues.Enqueue(due);
        Interlocked.Decrement(ref _inHand);
    }

    public async ValueTask RemoveAsync(long delivery, CancellationToken cancellationToken)
    {
        await inner.RemoveAsync(delivery, cancellationToken);
        Interlocked.Increment(ref _removed);
        Interlocked.Decrement(ref _inHand);
    }
}
