using System.Net;
using System.Net.Sockets;
using Reasoning.ChaosTests.Plans;

namespace Reasoning.ChaosTests.Proxies;

/// <summary>A TCP proxy in front of the server. Each client has its own, so that its n-th connection is the plan's n-th.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _calm = new();
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;
    private readonly Func<int, ConnectionFaults> _faults;
    private readonly FaultCount _count;
    private readonly Task _accepting;

    public FaultyProxy(int serverPort, Func<int, ConnectionFaults> faults, FaultCount count)
    {
        _serverPort = serverPort;
        _faults = faults;
        _count = count;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>From now on everything passes.</summary>
    public void CalmDown() => _calm.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _calm.CancelAsync();
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _calm.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            for (var number = 1; ; number++)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                connections.Add(ServeAsync(client, _faults(number)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException && _end.IsCancellationRequested)
        {
            // Nobody connects any more.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket client, ConnectionFaults faults)
    {
        using var connection = new ProxiedConnection(client, faults, _count, _calm.Token);
        await connection.RunAsync(_serverPort, _end.Token);
    }
}
