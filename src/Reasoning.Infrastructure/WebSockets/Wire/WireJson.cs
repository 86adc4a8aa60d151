using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>The JSON context as it is used: letters are written as they are, because no frame stands in HTML (beyond the basic plane, as emoji are, the encoder still escapes).</summary>
internal static class WireJson
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static WireJsonContext Context { get; } = new(new JsonSerializerOptions(WireJsonContext.Default.Options) { Encoder = Encoder });
}
