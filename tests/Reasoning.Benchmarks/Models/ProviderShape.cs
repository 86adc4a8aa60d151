using System.Text;
using System.Text.Json;

namespace Reasoning.Benchmarks.Models;

/// <summary>How the models of one kind of provider are spoken to.</summary>
/// <param name="Path">Of a request, at the provider's address.</param>
/// <param name="Base">The part of it that a configuration has.</param>
/// <param name="Begin">What stands before the first chunk.</param>
/// <param name="Chunk">One chunk; <c>{stamp}</c> in it is its text.</param>
/// <param name="End">What stands behind the last.</param>
/// <param name="Settings">Of a model, beside its address and its name.</param>
/// <param name="Content">The text in an object of the stream.</param>
internal sealed record ProviderShape(
    string Name, string Path, string Base, string Begin, string Chunk, string End, string[] Settings, Func<JsonElement, string?> Content)
{
    private const string Data = "data: ";

    private readonly byte[] _template = Encoding.UTF8.GetBytes(Chunk.Replace("{stamp}", new string('0', Stamp.Size), StringComparison.Ordinal));
    private readonly int _stampAt = Encoding.UTF8.GetByteCount(Chunk[..Chunk.IndexOf("{stamp}", StringComparison.Ordinal)]);

    /// <summary>Whether its stream is of server-sent events, and not of lines of JSON.</summary>
    public bool HasEvents => Chunk.Contains(Data, StringComparison.Ordinal);

    /// <summary>A chunk that is sent now.</summary>
    public byte[] MakeChunk()
    {
        var chunk = (byte[])_template.Clone();
        Stamp.Write(chunk.AsSpan(_stampAt, Stamp.Size));
        return chunk;
    }

    /// <returns>The text in a line of the stream; <see langword="null"/> for a line without any.</returns>
    public string? ContentOf(string line)
    {
        if (HasEvents && !line.StartsWith(Data, StringComparison.Ordinal))
            return null;
        var json = line.AsMemory(HasEvents ? Data.Length : 0);
        if (json.Length == 0 || json.Span[0] != '{')
            return null;
        using var document = JsonDocument.Parse(json);
        return Content(document.RootElement);
    }
}
