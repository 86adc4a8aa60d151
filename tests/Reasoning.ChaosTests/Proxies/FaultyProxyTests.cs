using System.Net;
using System.Net.Sockets;
using Reasoning.ChaosTests.Plans;

namespace Reasoning.ChaosTests.Proxies;

/// <summary>A proxy that does not do what the plan says would let the server off.</summary>
public sealed class FaultyProxyTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly FaultCount _count = new();

    public FaultyProxyTests() => _server.Start();

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public async Task Cut_WhenSoManyBytesHavePassed_LetsNoMoreThrough(int bytes)
    {
        await using var proxy = Proxy(new ConnectionFaults(new Cut(Direction.ToClient, bytes, CutKind.End), []));
        using var client = await ConnectAsync(proxy);
        using var accepted = await _server.AcceptTcpClientAsync(Token);
        var sending = SendAsync(accepted, 200_000);
        Assert.Equal(bytes, await CountAsync(client));
        await sending;
        Assert.Equal(1, _count["cuts (end)"]);
    }

    [Fact]
    public async Task Cut_WhenItIsAReset_IsOneForTheServer()
    {
        await using var proxy = Proxy(new ConnectionFaults(new Cut(Direction.ToServer, 10, CutKind.Reset), []));
        using var client = await ConnectAsync(proxy);
        using var accepted = await _server.AcceptTcpClientAsync(Token);
        await client.GetStream().WriteAsync(new byte[10], Token);
        var failure = await Assert.ThrowsAsync<IOException>(() => CountAsync(accepted));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
        Assert.Equal(1, _count["cuts (reset)"]);
    }

    [Fact]
    public async Task Stall_WhileItLasts_LetsNothingThrough()
    {
        await using var proxy = Proxy(new ConnectionFaults(null, [new Stall(Direction.ToClient, 5, TimeSpan.FromHours(1))]));
        using var client = await ConnectAsync(proxy);
        using var accepted = await _server.AcceptTcpClientAsync(Token);
        await accepted.GetStream().WriteAsync(new byte[10], Token);
        await client.GetStream().ReadExactlyAsync(new byte[5], Token);
        var rest = client.GetStream().ReadExactlyAsync(new byte[5], Token).AsTask();

        // The other direction goes on.
        await client.GetStream().WriteAsync(new byte[3], Token);
        await accepted.GetStream().ReadExactlyAsync(new byte[3], Token);
        await UntilAsync(() => _count["stalls"] == 1);
        Assert.False(rest.IsCompleted);

        proxy.CalmDown();
        await rest.WaitAsync(Limit, TimeProvider.System, Token);
    }

    public void Dispose() => _server.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FaultyProxy Proxy(ConnectionFaults faults) => new(((IPEndPoint)_server.LocalEndpoint).Port, _ => faults, _count);

    private static async Task<TcpClient> ConnectAsync(FaultyProxy proxy)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port, Token);
        return client;
    }

    private static async Task UntilAsync(Func<bool> isReached)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isReached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, "Not reached in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }
    }

    private static async Task SendAsync(TcpClient from, int bytes)
    {
        try
        {
            await from.GetStream().WriteAsync(new byte[bytes], Token);
        }
        catch (IOException)
        {
            // What is cut off cannot be sent to.
        }
    }

    private static async Task<int> CountAsync(TcpClient at)
    {
        var (count, buffer) = (0, new byte[4096]);
        while (await at.GetStream().ReadAsync(buffer, Token).AsTask().WaitAsync(Limit, TimeProvider.System, Token) is > 0 and var read)
            count += read;
        return count;
    }
}
