using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Stores;

/// <summary>A server process with one kind of store. Each session is used once.</summary>
internal abstract class ServerSubject(ServerProcess server) : StoreCell.Subject
{
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private int _sessions;

    public static async Task<ServerProcess> StartAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken)
    {
        var settings = await kind.SettingsAsync(cancellationToken);
        return await ServerProcess.StartAsync(
            options.Product with { Name = $"product with {kind.Name}", Arguments = [.. options.Product.Arguments, .. settings] }, cancellationToken);
    }

    public override ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>One run on a new session, from the question to its last event.</summary>
    protected async Task<LiveRun> RunLiveAsync(StreamShape shape, CancellationToken cancellationToken)
    {
        var session = Interlocked.Increment(ref _sessions);
        using var connection = await LoadConnection.OpenAsync(Plan(""), session, null, cancellationToken);
        var driver = new StreamDriver(connection, new LoadSwitch { Stopping = true }, shape);
        var receiving = connection.ReceiveAsync(driver);
        await AwaitAsync(driver.Connected, receiving, cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        driver.Start();
        await AwaitAsync(driver.Idle, receiving, cancellationToken);
        return new LiveRun(session, driver.Epoch, driver.Count, TimeProvider.System.GetElapsedTime(started));
    }

    /// <summary>A connection that has missed the last events, from before it was opened until it has caught up.</summary>
    protected async Task<TimeSpan> ReconnectAsync(LiveRun run, long missed, CancellationToken cancellationToken)
    {
        var after = Math.Max(0, run.LastSeq - missed);
        var driver = new ReplayDriver(after, run.LastSeq);
        var started = TimeProvider.System.GetTimestamp();
        using var connection = await LoadConnection.OpenAsync(
            Plan($"&after={after}&epoch={run.Epoch}"), run.Session, null, cancellationToken);
        await AwaitAsync(driver.Idle, connection.ReceiveAsync(driver), cancellationToken);
        return TimeProvider.System.GetElapsedTime(started, driver.CaughtUpAt);
    }

    private ConnectionPlan Plan(string resume) => new(server.Target.EndPoint, BufferSize, Resume: resume);

    /// <summary>The reader ends only when the server is at fault.</summary>
    private static async Task AwaitAsync(Task work, Task receiving, CancellationToken cancellationToken)
    {
        try
        {
            await await Task.WhenAny(work.WaitAsync(Limit, TimeProvider.System, cancellationToken), receiving);
        }
        catch (TimeoutException)
        {
            throw new ProtocolException($"the answer did not end within {Limit.TotalSeconds} s");
        }
    }

    /// <summary>What was seen of a run, the only one of its session.</summary>
    protected sealed record LiveRun(int Session, string Epoch, long LastSeq, TimeSpan Time);
}
