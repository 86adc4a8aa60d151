using System.Net;

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

/// <summary>The connections to one server. The first fault of any of them ends whatever is awaited here.</summary>
internal sealed class LoadGroup(ConnectionPlan plan, Func<LoadConnection, Driver> makeDriver) : IAsyncDisposable
{
    private const int OpeningAtOnce = 32;

    /// <summary>Well below the ports that one source address has towards one server.</summary>
    private const int ConnectionsPerAddress = 8000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A run for a thousand readers takes long on a machine that has others to serve.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(2);

    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<LoadConnection> _connections = [];
    private readonly List<Driver> _drivers = [];
    private readonly List<Task> _receiving = [];
    private readonly Lock _lock = new();
    private volatile bool _closing;

    public IReadOnlyList<Driver> Drivers => _drivers;

    public long Count => _drivers.Sum(d => d.Count);

    public long Bytes => _drivers.Sum(d => d.Bytes);

    public async Task OpenAsync(int count, CancellationToken cancellationToken)
    {
        var first = _connections.Count;
        var options = new ParallelOptions { MaxDegreeOfParallelism = OpeningAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(first, count), options, OpenOneAsync);
    }

    public void Start() => _drivers.ForEach(d => d.Start());

    /// <summary>Waits until no request is under way; an answer that never ends is a fault of the server.</summary>
    public async Task AwaitIdleAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OrFault(Task.WhenAll(_drivers.Select(d => d.Idle)).WaitAsync(AnswerLimit, TimeProvider.System, cancellationToken));
        }
        catch (TimeoutException)
        {
            var waiting = _drivers.Count(d => !d.Idle.IsCompleted);
            throw new ProtocolException($"on {waiting} connections the answer did not end within {AnswerLimit.TotalSeconds} s");
        }
    }

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        OrFault(Task.Delay(time, TimeProvider.System, cancellationToken));

    public async Task OrFault(Task work) => await await Task.WhenAny(work, _fault.Task);

    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _connections.ForEach(c => c.Dispose());
        await Task.WhenAll(_receiving);
    }

    private async ValueTask OpenOneAsync(int number, CancellationToken cancellationToken)
    {
        var from = number < ConnectionsPerAddress ? null : new IPAddress([127, 0, 0, (byte)(1 + number / ConnectionsPerAddress)]);
        var connection = await LoadConnection.OpenAsync(plan, number, from, cancellationToken)
            .WaitAsync(Limit, TimeProvider.System, cancellationToken);
        var driver = makeDriver(connection);
        lock (_lock)
        {
            _connections.Add(connection);
            _drivers.Add(driver);
            _receiving.Add(ReceiveAsync(connection, driver));
        }

        await OrFault(driver.Connected.WaitAsync(Limit, TimeProvider.System, cancellationToken));
    }

    private async Task ReceiveAsync(LoadConnection connection, Driver driver)
    {
        try
        {
            await connection.ReceiveAsync(driver);
        }
        catch (Exception e)
        {
            // Closing a socket ends its reader with an exception of one kind or another.
            if (!_closing)
                _fault.TrySetException(new ProtocolException($"{connection.Name}: {e.Message}"));
        }
    }
}
