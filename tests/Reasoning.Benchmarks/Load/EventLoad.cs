namespace Reasoning.Benchmarks.Load;

/// <summary>A load that counts the events of runs.</summary>
/// <param name="rate">What events a second are called.</param>
/// <param name="cost">What the server's time for them is called.</param>
internal abstract class EventLoad(
    Target target, ConnectionPlan plan, LoadSwitch control, Func<LoadConnection, Driver> makeDriver, Figure rate, Figure cost)
    : WarmLoad(target, plan, control, makeDriver)
{
    /// <summary>Payload bytes of an event, over everything received so far.</summary>
    public double BytesPerEvent => (double)Group.Bytes / Group.Count;

    protected override IEnumerable<Measured> Evaluate(Reading window) =>
    [
        new(rate, window.Count / window.Seconds),
        new(cost, window.ServerCpu / window.Count * 1e6),
        new(Figures.BytesPerEvent, (double)window.Bytes / window.Count),
    ];
}
