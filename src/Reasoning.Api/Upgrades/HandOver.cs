using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Reasoning.Api.Upgrades;

/// <summary>
/// Lets the request that upgraded a connection end while the connection goes on. What ASP.NET keeps for a request, its
/// context, its headers and a frame of every middleware, is more than all that an idle socket needs; and the log of
/// requests tells of it at once, not hours later.
/// <para>
/// It sits between the connection and HTTP. HTTP is given the connection's pipe in a wrapping that does not complete it;
/// when HTTP is done, whoever took the connection goes on with the bare pipe.
/// </para>
/// </summary>
internal sealed class HandOver
{
    /// <summary>Seconds that a peer has to take what is left when all is said, which is at most a pipe full.</summary>
    internal const int DrainLimit = 10;

    private readonly ConnectionContext _connection;
    private readonly IDuplexPipe _transport;
    private readonly KeptTransport _kept;
    private readonly HttpHeartbeat? _heartbeat;
    private Func<Task>? _continuation;

    private HandOver(ConnectionContext connection)
    {
        _connection = connection;
        _transport = connection.Transport;
        connection.Transport = _kept = new KeptTransport(_transport);
        if (connection.Features.Get<IConnectionHeartbeatFeature>() is { } heartbeat)
            connection.Features.Set<IConnectionHeartbeatFeature>(_heartbeat = new HttpHeartbeat(heartbeat));
        connection.Features.Set(this);
    }

    public static ConnectionDelegate Around(ConnectionDelegate http) => connection => RunAsync(new HandOver(connection), http);

    /// <summary>Whether this is the pipe that it can hand over: with TLS, HTTP speaks over another one.</summary>
    public bool Offers(IDuplexPipe transport) => ReferenceEquals(transport, _kept);

    /// <summary>Takes the connection once the request is over.</summary>
    /// <param name="serve">Goes on with the pipe, which is completed when it returns. It is called in any case.</param>
    public void Take(Func<IDuplexPipe, Action, Task> serve)
    {
        _kept.Keep();
        _continuation = () => serve(_transport, _connection.Abort);
    }

    private static async Task RunAsync(HandOver handOver, ConnectionDelegate http)
    {
        try
        {
            await http(handOver._connection);
        }
        finally
        {
            if (handOver.End() is { } serve)
            {
                await serve();

                // Kestrel waits until all is sent, and a peer that takes nothing would keep the connection for ever.
                handOver._heartbeat?.StopAndDo(handOver._connection.Abort, DrainLimit);
            }
        }
    }

    /// <summary>Nothing of HTTP is left behind, unless the connection ends with it: then it is HTTP that limits how long the rest may take.</summary>
    private Func<Task>? End()
    {
        _connection.Transport = _transport;
        _connection.Features.Set<HandOver>(null);
        var continuation = _continuation;
        _continuation = null;
        if (continuation is not null)
            _heartbeat?.Stop();
        return continuation;
    }
}
