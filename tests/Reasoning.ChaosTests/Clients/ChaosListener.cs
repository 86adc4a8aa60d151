using System.Globalization;
using System.Net;
using Reasoning.ChaosTests.Checks;
using Reasoning.ChaosTests.Plans;
using Reasoning.ChaosTests.Proxies;

namespace Reasoning.ChaosTests.Clients;

/// <summary>
/// A client of server-sent events as browsers are: it only listens, and comes back to the address that it was given at
/// first, with the id of the last event that it got.
/// </summary>
internal sealed class ChaosListener(
    string session,
    string name,
    bool wantsDeltas,
    ClientScript script,
    FaultyProxy proxy,
    Journal journal,
    Violations violations,
    FaultCount count) : ChaosReader(session, name, wantsDeltas, script, proxy, journal, violations)
{
    private readonly string _query = $"after=0{(wantsDeltas ? "&deltas=true" : "")}";
    private string? _epoch;
    private string? _lastEventId;

    public override Task RunAsync(CancellationToken calm, CancellationToken end) => StayConnectedAsync(end);

    protected override async Task ConnectAndReadAsync(CancellationToken end)
    {
        using var stream = new ListenerConnection();
        try
        {
            var address = new UriBuilder(Address) { Path = $"/sessions/{Session}/events", Query = _query }.Uri;
            var status = await stream.OpenAsync(address, _lastEventId, end);
            if (status == HttpStatusCode.OK)
                await ListenAsync(stream, end);
            else if (status != HttpStatusCode.ServiceUnavailable)
                Object($"refused with HTTP {(int)status}");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // However it broke, and be it in the moment of the end.
        }
    }

    private async Task ListenAsync(ListenerConnection stream, CancellationToken end)
    {
        while (await stream.ReceiveAsync(end) is { } next)
        {
            using var message = new WireMessage(next.Data);
            if (message.Type != next.Type)
                Object($"an event {next.Type} for {message}");
            if (message.Type == "close")
            {
                Closed(message);
                continue;
            }

            if (!stream.State.IsGreeted)
                count.Add("streams");
            Conversation.Received(next.Data, stream.State);
            Identified(next.Id, message);
        }
    }

    /// <summary>What resuming rests on: every event's id is its place in the log, and nothing else has one.</summary>
    private void Identified(string? id, WireMessage message)
    {
        if (message.Type == "connected")
            _epoch = message.Text("epoch");
        var expected = message.Seq is not null || message.Type == "connected"
            ? string.Create(CultureInfo.InvariantCulture, $"{_epoch}:{Conversation.LastSeq}")
            : null;
        if (id != expected)
            Object($"the id is {id ?? "none"}, not {expected ?? "none"}: {message}");
        _lastEventId = id ?? _lastEventId;
    }

    private void Closed(WireMessage message)
    {
        // The server is about to go, or its machine is too slow to open the session in time.
        var code = message.Number("code");
        if (code == 4424)
            count.Add("sessions that did not open in time");
        else if (code != 1001)
            Object($"closed by the server: {message}");
    }
}
