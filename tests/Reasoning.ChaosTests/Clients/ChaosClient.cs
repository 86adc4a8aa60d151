using System.Net.WebSockets;
using Reasoning.ChaosTests.Checks;
using Reasoning.ChaosTests.Plans;
using Reasoning.ChaosTests.Proxies;

namespace Reasoning.ChaosTests.Clients;

/// <summary>
/// A client as the protocol wants it, on a bad line: it comes back with the last seq that it has seen and sends again
/// whatever was not accepted.
/// </summary>
internal sealed class ChaosClient : IAsyncDisposable
{
    private const int MaxUnaccepted = 4;
    private const int BadRequest = 400;
    private const int ServiceUnavailable = 503;
    private const WebSocketCloseStatus TryAgain = (WebSocketCloseStatus)4424;

    private static readonly TimeSpan CalmPause = TimeSpan.FromMilliseconds(200);

    private readonly string _session;
    private readonly string _name;
    private readonly ClientScript _script;
    private readonly FaultyProxy _proxy;
    private readonly Journal _journal;
    private readonly Violations _violations;
    private readonly FaultCount _count;
    private ClientConnection? _connection;
    private int _chats;
    private int _pings;

    public ChaosClient(
        string session, string name, bool wantsDeltas, ClientScript script, FaultyProxy proxy, Journal journal, Violations violations, FaultCount count)
    {
        (_session, _name, _script, _proxy, _journal, _violations, _count) = (session, name, script, proxy, journal, violations, count);
        Conversation = new Conversation(name, journal, violations, wantsDeltas);
    }

    public Conversation Conversation { get; }

    public string Session => _session;

    public string JournalPath => _journal.Path;

    /// <summary>Works until it is calm, then only finishes what it has begun, until the end.</summary>
    public Task RunAsync(CancellationToken calm, CancellationToken end) => Task.WhenAll(StayConnectedAsync(end), ActAsync(calm, end));

    /// <summary>Everything that it saw is in its journal now.</summary>
    public void CloseJournal() => _journal.Dispose();

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _journal.Dispose();
    }

    private async Task StayConnectedAsync(CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                await ConnectAndReadAsync(end);
                await Task.Delay(_script.NextBackOff(), TimeProvider.System, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The end of the test.
        }
    }

    private async Task ConnectAndReadAsync(CancellationToken end)
    {
        using var connection = new ClientConnection();
        try
        {
            var address = new UriBuilder(_proxy.Address) { Scheme = "ws", Path = $"/ws/chat/{_session}", Query = Conversation.Query };
            await connection.OpenAsync(address.Uri, end);
            await ReadAsync(connection, end);
        }
        catch (Exception e) when (IsEndOfConnection(e))
        {
            // However it broke, and be it in the moment of the end.
            if (connection.HttpStatus >= BadRequest && connection.HttpStatus != ServiceUnavailable)
                _violations.Add($"{_name}: refused with HTTP {connection.HttpStatus}");
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
                _count.Add("connections");
                await SendUnacceptedAsync(connection, end);
                _connection = connection;
            }
        }

        // Its own farewell comes back, the server is about to go, or its machine is too slow to open the session in time.
        if (connection.CloseStatus == TryAgain)
            _count.Add("sessions that did not open in time");
        else if (connection.CloseStatus is not (WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable))
            _violations.Add($"{_name}: closed by the server with {(int?)connection.CloseStatus}");
        await connection.CloseAsync(end);
    }

    private async Task ActAsync(CancellationToken calm, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(calm.IsCancellationRequested ? CalmPause : _script.NextPause(), TimeProvider.System, end);
                var connection = _connection;
                if (!calm.IsCancellationRequested)
                    await DoAsync(_script.NextAction(), connection, end);
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
            var (agent, message, enableReasoning) = _script.NextChat();
            if (Conversation.Unaccepted.Count < MaxUnaccepted)
                Conversation.Add(new Chat($"{_name}.{++_chats}", agent, message, enableReasoning));
            return;
        }

        if (connection is null)
            return;
        if (action == ClientAction.Abort)
        {
            _count.Add("aborts");
            connection.Abort();
        }
        else if (action == ClientAction.Close)
        {
            _count.Add("closes");
            await connection.CloseAsync(end);
        }
        else if (RequestFor(action) is { } request)
        {
            _count.Add(action.ToString());
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
                return new Request.Ask(_script.Choose(Conversation.Unaccepted is { Count: > 0 } waiting ? waiting : accepted));
            case ClientAction.Forge when accepted.Count > 0:
                return new Request.Ask(_script.Choose(accepted), Forged: true);
            case ClientAction.InterruptOne when Conversation.OpenRuns is { Count: > 0 } open:
                return new Request.Interrupt(_script.Choose(open));
            case ClientAction.InterruptOne when accepted.Count > 0:
                return new Request.Interrupt(_script.Choose(accepted).Run);
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
