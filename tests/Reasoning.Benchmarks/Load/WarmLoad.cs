namespace Reasoning.Benchmarks.Load;

/// <summary>A closed loop over connections that stay open, so that warm-up and measured runs meet the same server.</summary>
internal abstract class WarmLoad(Target target, ConnectionPlan plan, LoadSwitch control, Func<LoadConnection, Driver> makeDriver)
    : ILoad
{
    /// <summary>The server that ran just before still compiles in the background what it has seen.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    /// <summary>Until every connection is in full swing.</summary>
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(300);

    protected LoadGroup Group { get; } = new(plan, makeDriver);

    public Task OpenAsync(int connections, CancellationToken cancellationToken) => Group.OpenAsync(connections, cancellationToken);

    /// <summary>One request on every connection.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        control.Stopping = true;
        Group.Start();
        await Group.AwaitIdleAsync(cancellationToken);
    }

    public Task WarmUpAsync(TimeSpan time, CancellationToken cancellationToken) => MeasureAsync(time, cancellationToken);

    public async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        await Group.DelayAsync(Rest, cancellationToken);
        control.Stopping = false;
        Group.Start();
        await Group.DelayAsync(Ramp, cancellationToken);

        var start = Reading.Take(Group, target.ProcessId);
        control.Recording = true;
        await Group.DelayAsync(window, cancellationToken);
        control.Recording = false;
        var end = Reading.Take(Group, target.ProcessId);

        control.Stopping = true;
        await AwaitEndAsync(cancellationToken);
        return [.. Evaluate(end - start), .. (end - start).Cores()];
    }

    public ValueTask DisposeAsync() => Group.DisposeAsync();

    /// <summary>Until nothing is on its way any more.</summary>
    protected virtual Task AwaitEndAsync(CancellationToken cancellationToken) => Group.AwaitIdleAsync(cancellationToken);

    protected abstract IEnumerable<Measured> Evaluate(Reading window);
}
