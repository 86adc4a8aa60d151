using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Api.Problems;

namespace Reasoning.Api.Endpoints;

/// <summary>Reads bodies of requests, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>What a message of a WebSocket may have too.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <exception cref="ProblemException">It is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > MaxBytes)
                throw new ProblemException(Refusals.TooLarge(MaxBytes));
        }

        return body.ToArray();
    }

    /// <param name="missing">What an empty body stands for.</param>
    /// <exception cref="ProblemException">It is too large, or no such object.</exception>
    public static async Task<T> ReadJsonAsync<T>(HttpRequest request, JsonTypeInfo<T> type, T missing, CancellationToken cancellationToken)
        where T : class
    {
        var body = await ReadAsync(request, cancellationToken);
        try
        {
            return body.IsEmpty ? missing : JsonSerializer.Deserialize(body.Span, type) ?? missing;
        }
        catch (JsonException)
        {
            throw new ProblemException(Refusals.Invalid("The body is not valid JSON, or a member of it has the wrong type."));
        }
    }
}
