using System.Text.Json;
using System.Threading.Channels;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>Reads a session as a connection does, and remembers everything.</summary>
internal sealed class FollowingClient
{
    private readonly Channel<JsonElement> _frames = Channel.CreateUnbounded<JsonElement>();

    public FollowingClient(SessionKey session, ISessionStore store, bool wantsDeltas = false) =>
        Reader = new SessionReader(session, ConnectionId.New(), store, new ReaderOptions(), () => _ = Task.Run(PumpAsync))
        {
            WantsDeltas = wantsDeltas,
        };

    public SessionReader Reader { get; }

    /// <summary>Whether it waits to be woken.</summary>
    public bool IsAsleep { get; private set; }

    /// <summary>Everything up to the first message that fits.</summary>
    public async Task<List<JsonElement>> UntilAsync(Func<JsonElement, bool> fits)
    {
        var seen = new List<JsonElement>();
        do
            seen.Add(await _frames.Reader.ReadAsync(Test.Token).AsTask().InTime());
        while (!fits(seen[^1]));
        return seen;
    }

    public Task<List<JsonElement>> UntilAsync(string type) => UntilAsync(message => TypeOf(message) == type);

    public async Task<string> NextTypeAsync() => TypeOf((await UntilAsync(_ => true))[0]);

    /// <summary>The error with which reading ends.</summary>
    public async Task<Exception?> EndAsync()
    {
        try
        {
            await foreach (var _ in _frames.Reader.ReadAllAsync(Test.Token))
            {
            }

            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    public static string TypeOf(JsonElement message) => message.GetProperty("type").GetString()!;

    private async Task PumpAsync()
    {
        try
        {
            IsAsleep = false;
            while (await Reader.TakeAsync(CancellationToken.None) is { } items)
            {
                foreach (var item in items)
                    Note(item);
            }

            IsAsleep = true;
        }
        catch (Exception failure)
        {
            _frames.Writer.TryComplete(failure);
        }
    }

    private void Note(Outbound item)
    {
        if (item.Kind == OutboundKind.Direct)
            Note(item.Frame);
        if (item.Kind == OutboundKind.Delta)
            Note(DirectEncoder.EncodeDelta(item.Text!));
        for (var seq = item.Seq; item.Kind == OutboundKind.Events && seq <= item.Batch!.LastSeq; seq++)
            Note(item.Batch.Frame(seq));
    }

    private void Note(ReadOnlyMemory<byte> frame)
    {
        using var document = JsonDocument.Parse(frame);
        _frames.Writer.TryWrite(document.RootElement.Clone());
    }
}
