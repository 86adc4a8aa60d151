using System.Net.WebSockets;
using Reasoning.ChaosTests.Checks;
using Reasoning.ChaosTests.Plans;
using Reasoning.ChaosTests.Proxies;

namespace Reasoning.ChaosTests.Clients;

/// <summary>
/// A client as the protocol wants it, on a bad line: it comes back with the last seq that it has seen and sends again
/// whatever was not accepted.
/// </summary>
internal sealed class ChaosClient(
    string session,
    string name,
    bool wantsDeltas,
    ClientScript script,
    FaultyProxy proxy,
    Journal journal,
    Violations violations,
    FaultCount count) : ChaosReader(session, name, wantsDeltas, script, proxy, journal, violations)
{
    private const int MaxUnaccepted = 4;
    private const int BadRequest = 400;
    private const int ServiceUnavailable = 503;
    private const WebSocketCloseStatus TryAgain = (WebSocketCloseStatus)4424;

    private static readonly TimeSpan CalmPause = TimeSpan.FromMilliseconds(200);

    private ClientConnection? _connection;
    private int _chats;
    private int _pings;

    public override Task RunAsync(CancellationToken calm, CancellationToken end) => Task.WhenAll(StayConnectedAsync(end), ActAsync(calm, end));

    protected override async Task ConnectAndReadAsync(CancellationToken end)
    {
        using var connection = new ClientConnection();
        try
        {
            var address = new UriBuilder(Address) { Scheme = "ws", Path = $"/ws/chat/{Session}", Query = Conversation.Query };
            await connection.OpenAsync(address.Uri, end);
            await ReadAsync(connection, end);
        }
        catch (Exception e) when (IsEndOfConnection(e))
        {
            // However it broke, and be it in the moment of the end.
            if (connection.HttpStatus >= BadRequest && connection.HttpStatus != ServiceUnavailable)
                Object($"refused with HTTP {connection.HttpStatus}");
        }
        finally
        {
            _connection = null;
        }
    }

    private async Task ReadAsync(ClientConnection connection, CancellationToken end)
    {
        while (await connection.ReceiveAsync(end) is { } frame)
        {
            var isGreeting = !connection.State.IsGreeted;
            Conversation.Received(frame, connection.State);
            if (isGreeting)
            {
                count.Add("connections");
                await SendUnacceptedAsync(connection, end);
                _connection = connection;
            }
        }

        // Its own farewell comes back, the server is about to go, or its machine is too slow to open the session in time.
        if (connection.CloseStatus == TryAgain)
            count.Add("sessions that did not open in time");
        else if (connection.CloseStatus is not (WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable))
            Object($"closed by the server with {(int?)connection.CloseStatus}");
        await connection.CloseAsync(end);
    }

    private async Task ActAsync(CancellationToken calm, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(calm.IsCancellationRequested ? CalmPause : Script.NextPause(), TimeProvider.System, end);
                var connection = _connection;
                if (!calm.IsCancellationRequested)
                    await DoAsync(Script.NextAction(), connection, end);
                if (connection is not null)
                    await SendUnacceptedAsync(connection, end);
            }
            catch (Exception e) when (IsEndOfConnection(e))
            {
                // Whoever reads from it learns it too.
            }
        }
    }

    private async Task DoAsync(ClientAction action, ClientConnection? connection, CancellationToken end)
    {
        if (action == ClientAction.Chat)
        {
            // Even without a connection: a person goes on typing.
            var (agent, message, enableReasoning) = Script.NextChat();
            if (Conversation.Unaccepted.Count < MaxUnaccepted)
                Conversation.Add(new Chat($"{Name}.{++_chats}", agent, message, enableReasoning));
            return;
        }

        if (connection is null)
            return;
        if (action == ClientAction.Abort)
        {
            count.Add("aborts");
            connection.Abort();
        }
        else if (action == ClientAction.Close)
        {
            count.Add("closes");
            await connection.CloseAsync(end);
        }
        else if (RequestFor(action) is { } request)
        {
            count.Add(action.ToString());
            await connection.SendAsync(request, again: true, end);
        }
    }

    private Request? RequestFor(ClientAction action)
    {
        var accepted = Conversation.Accepted;
        switch (action)
        {
            // Both what was accepted and what is just being accepted may come twice.
            case ClientAction.Repeat when accepted.Count > 0:
                return new Request.Ask(Script.Choose(Conversation.Unaccepted is { Count: > 0 } waiting ? waiting : accepted));
            case ClientAction.Forge when accepted.Count > 0:
                return new Request.Ask(Script.Choose(accepted), Forged: true);
            case ClientAction.InterruptOne when Conversation.OpenRuns is { Count: > 0 } open:
                return new Request.Interrupt(Script.Choose(open));
            case ClientAction.InterruptOne when accepted.Count > 0:
                return new Request.Interrupt(Script.Choose(accepted).Run);
            case ClientAction.InterruptAll:
                return new Request.Interrupt(Run: null);
            case ClientAction.Ping:
                return new Request.Ping(++_pings);
            default:
                return null;
        }
    }

    private async Task SendUnacceptedAsync(ClientConnection connection, CancellationToken end)
    {
        foreach (var chat in Conversation.Unaccepted)
            await connection.SendAsync(new Request.Ask(chat), again: false, end);
    }

    private static bool IsEndOfConnection(Exception e) =>
        e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException;
}
