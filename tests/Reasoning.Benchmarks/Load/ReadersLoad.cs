using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>One session with many connections: the first one asks, in a closed loop, and all see every event.</summary>
internal sealed class ReadersLoad(Target target, StreamShape shape, int pad, LoadSwitch control)
    : EventLoad(
        target, new(target, BufferSize, pad, Session: "shared"), control, c => MakeDriver(c, control, shape),
        Figures.DeliveriesPerSecond, Figures.CpuPerDelivery)
{
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);

    /// <summary>Who asked has the run's end; the others must get as many events.</summary>
    protected override async Task AwaitEndAsync(CancellationToken cancellationToken)
    {
        await base.AwaitEndAsync(cancellationToken);
        var events = Group.Drivers.Single(driver => driver is StreamDriver).Count;
        var started = TimeProvider.System.GetTimestamp();
        while (Group.Drivers.Any(driver => driver.Count != events))
        {
            if (TimeProvider.System.GetElapsedTime(started) > Limit)
                throw new ProtocolException($"{Group.Drivers.Count(driver => driver.Count != events)} readers did not get {events} events");
            await Group.DelayAsync(PollInterval, cancellationToken);
        }
    }

    private static Driver MakeDriver(LoadConnection connection, LoadSwitch control, StreamShape shape) =>
        connection.Number == 0 ? new StreamDriver(connection, control, shape) : new ReaderDriver(shape);
}
