using System.Text;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>Sends one script, and holds the server to what the reference makes of it.</summary>
internal sealed class FuzzConnection(Uri server, FrameScript script)
{
    private readonly ReferenceReading _expected = script.Reading;
    private readonly IReadOnlyList<string> _questions =
        [.. script.Reading.Messages.Select(message => IdOf(message, "id", "ping")).OfType<string>().Where(script.Ids.Contains)];

    private readonly List<string> _answers = [];
    private byte[]? _pong;
    private int _pinged;

    /// <summary>Pongs may be left out (section 5.5.3), but not the last one.</summary>
    private bool HasEverything =>
        _answers.Count == _questions.Count && (_expected.Pings is not [.., var last] || (_pong is not null && last.AsSpan().SequenceEqual(_pong)));

    public async Task RunAsync()
    {
        var raw = await RawClient.OpenAsync(server, ChatClient.NewSession());
        try
        {
            var sending = SendAsync(raw);
            if (_expected.CloseCode is { } code)
            {
                Assert.Equal(code, await ReadCloseAsync(raw));
                Assert.True(HasEverything, Difference());
                await sending;
                if (!_expected.HasClosed)
                    EndSending(raw);
                Assert.Equal(0, await raw.EndAsync());
            }
            else
            {
                await sending;
                while (!HasEverything)
                    Assert.Null(await ReadAsync(raw));
            }
        }
        finally
        {
            raw.Reset();
        }
    }

    private async Task SendAsync(RawClient raw)
    {
        try
        {
            foreach (var piece in script.Pieces())
                await raw.SendAsync(piece);
        }
        catch (IOException) when (_expected.CloseCode is not null)
        {
            // It has closed before everything was sent.
        }
    }

    private static void EndSending(RawClient raw)
    {
        try
        {
            raw.EndSending();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Among what it did not read any more it has seen a close frame, and gone.
        }
    }

    private async Task<int> ReadCloseAsync(RawClient raw)
    {
        while (true)
        {
            if (await ReadAsync(raw) is { } code)
                return code;
        }
    }

    /// <returns>The code of the server's close frame, when it is that.</returns>
    private async Task<int?> ReadAsync(RawClient raw)
    {
        var (opcode, payload) = await raw.ReadFrameAsync();
        switch (opcode)
        {
            case RawClient.CloseFrame:
                return (payload[0] << 8) | payload[1];
            case RawClient.PongFrame:
                _pong = payload;
                do
                    Assert.True(_pinged < _expected.Pings.Count, "A pong that nobody asked for.");
                while (!_expected.Pings[_pinged++].AsSpan().SequenceEqual(payload));
                break;
            default:
                Assert.Equal(RawClient.Text, opcode);
                NoteAnswer(Encoding.UTF8.GetString(payload));
                break;
        }

        return null;
    }

    private void NoteAnswer(string text)
    {
        // What a mutation has made of a question may be something else, or have another id.
        if (IdOf(text, "reply_to", "pong") is not { } id || !script.Ids.Contains(id))
            return;
        Assert.Equal(_questions.ElementAtOrDefault(_answers.Count), id);
        _answers.Add(id);
    }

    private static string? IdOf(string text, string member, string type)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("type", out var actual) && actual.ToString() == type
                && json.RootElement.TryGetProperty(member, out var id)
                ? id.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Difference() =>
        $"{_answers.Count} of {_questions.Count} answers; up to ping {_pinged} of {_expected.Pings.Count} there were pongs.";
}
