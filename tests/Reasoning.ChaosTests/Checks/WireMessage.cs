using System.Text;
using System.Text.Json;

namespace Reasoning.ChaosTests.Checks;

/// <summary>A message of the server.</summary>
internal sealed class WireMessage : IDisposable
{
    private const int ShownCharacters = 300;

    private readonly JsonDocument _document;

    /// <exception cref="JsonException">It is no JSON object with a type and data.</exception>
    public WireMessage(ReadOnlyMemory<byte> frame)
    {
        Frame = frame;
        _document = JsonDocument.Parse(frame);
        var root = _document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data))
            throw new JsonException("It has no data.");
        Data = data;
        Type = TextOf(root, "type") ?? throw new JsonException("It has no type.");
        Seq = root.TryGetProperty("seq", out var seq) ? seq.GetInt64() : null;
        Run = TextOf(root, "run_id");
        ReplyTo = TextOf(root, "reply_to");
    }

    /// <summary>As it was sent.</summary>
    public ReadOnlyMemory<byte> Frame { get; }

    public string Type { get; }

    public long? Seq { get; }

    public string? Run { get; }

    public string? ReplyTo { get; }

    public JsonElement Data { get; }

    public string? Text(string member) => TextOf(Data, member);

    public long Number(string member) => Data.GetProperty(member).GetInt64();

    public bool Flag(string member) => Data.TryGetProperty(member, out var flag) && flag.ValueKind == JsonValueKind.True;

    public void Dispose() => _document.Dispose();

    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(Frame.Span);
        return text.Length <= ShownCharacters ? text : $"{text[..ShownCharacters]}…";
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member.GetString() : null;
}
