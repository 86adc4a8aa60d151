using System.Net;
using System.Net.Sockets;
using Reasoning.ChaosTests.Plans;

namespace Reasoning.ChaosTests.Proxies;

/// <summary>One connection through the proxy, and what happens to it.</summary>
internal sealed class ProxiedConnection(Socket client, ConnectionFaults faults, FaultCount count, CancellationToken calm) : IDisposable
{
    // Small, so that a stalled reader is soon the server's concern and not only the kernel's.
    private const int SocketBuffer = 16 * 1024;

    private readonly Socket _client = client;
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task RunAsync(int serverPort, CancellationToken end)
    {
        try
        {
            _client.NoDelay = _server.NoDelay = true;
            _server.ReceiveBufferSize = SocketBuffer;
            await _server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, serverPort), end);
            await Task.WhenAll(
                PumpAsync(_client, _server, Direction.ToServer, end),
                PumpAsync(_server, _client, Direction.ToClient, end));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two is gone, or was never there; the other learns it by being closed.
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, Direction direction, CancellationToken end)
    {
        try
        {
            await CopyAsync(from, to, direction, end);
        }
        catch
        {
            // The other direction must not go on without this one.
            Dispose();
            throw;
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Direction direction, CancellationToken end)
    {
        var buffer = new byte[SocketBuffer];
        var stalls = new Queue<Stall>(faults.Stalls.Where(stall => stall.Direction == direction));
        var cutAfter = faults.Cut is { } cut && cut.Direction == direction ? cut.AfterBytes : long.MaxValue;
        long passed = 0;
        while (true)
        {
            while (stalls.TryPeek(out var stall) && stall.AfterBytes <= passed)
                await StallAsync(stalls.Dequeue());
            if (passed >= cutAfter && !calm.IsCancellationRequested)
            {
                CutOff(faults.Cut!.Kind);
                return;
            }

            // Never more than up to the next fault, which is so met at its very byte.
            var next = Math.Min(cutAfter > passed ? cutAfter : long.MaxValue, stalls.TryPeek(out var later) ? later.AfterBytes : long.MaxValue);
            var room = (int)Math.Min(buffer.Length, next - passed);
            var read = await from.ReceiveAsync(buffer.AsMemory(0, room), end);
            if (read == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            for (var sent = 0; sent < read;)
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), end);
            passed += read;
        }
    }

    private async Task StallAsync(Stall stall)
    {
        if (calm.IsCancellationRequested)
            return;
        count.Add("stalls");
        await Task.Delay(stall.Time, TimeProvider.System, calm).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void CutOff(CutKind kind)
    {
        count.Add(kind == CutKind.Reset ? "cuts (reset)" : "cuts (end)");
        foreach (var socket in new[] { _client, _server })
        {
            if (kind == CutKind.Reset)
                socket.LingerState = new LingerOption(true, 0);
            else
                socket.Shutdown(SocketShutdown.Both);
            socket.Close();
        }
    }
}
