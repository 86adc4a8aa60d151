namespace Reasoning.Application.Webhooks;

/// <summary>
/// The deliveries that are still to be made. They get in with the run's end, in the same commit: see
/// <see cref="Sessions.RunChange.Ended.Tell"/>. What a deleted session had to tell is not told any more.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Takes some that are due, those that have waited longest first. Nobody else gets them until <paramref name="until"/>:
    /// whoever dies with one in hand leaves it to the next.
    /// </summary>
    ValueTask<IReadOnlyList<Delivery>> TakeAsync(
        string target, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>It could not be made: it is due again then.</summary>
    ValueTask PostponeAsync(long delivery, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>It was made, or is given up.</summary>
    ValueTask RemoveAsync(long delivery, CancellationToken cancellationToken);
}
