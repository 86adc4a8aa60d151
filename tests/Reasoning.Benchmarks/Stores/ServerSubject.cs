using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Stores;

/// <summary>A server process with one kind of store. Each session is used once.</summary>
internal abstract class ServerSubject(ServerCommand command, ServerProcess server) : StoreCell.Subject
{
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private ServerProcess _server = server;
    private int _sessions;

    /// <summary>How to start a server whose store is empty at first, and is the same when it is started again.</summary>
    public static async Task<ServerCommand> CommandAsync(StoreKind kind, StoresOptions options, CancellationToken cancellationToken)
    {
        var settings = await kind.SettingsAsync(cancellationToken);
        return options.Product with { Name = $"product with {kind.Name}", Arguments = [.. options.Product.Arguments, .. settings] };
    }

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The server ends and comes back; what it held in memory is gone.</summary>
    protected async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _server.DisposeAsync();
        _server = await ServerProcess.StartAsync(command, cancellationToken);
    }

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

    private ConnectionPlan Plan(string resume) => new(_server.Target, BufferSize, Resume: resume);

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
