using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reasoning.Api;

/// <summary>The JSON context as it is used: letters as they are, because the answers are marked as JSON and no browser takes them for HTML.</summary>
internal static class HttpJson
{
    public static HttpJsonContext Context { get; } = new(new JsonSerializerOptions(HttpJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
