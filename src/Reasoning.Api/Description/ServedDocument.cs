using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Reasoning.Api.Description;

/// <summary>A document that stays the same as long as the server runs: who has it already is told so.</summary>
internal sealed class ServedDocument(ReadOnlyMemory<byte> bytes)
{
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16))}\"");

    public IResult Answer(HttpResponse response)
    {
        // The next version of the server has another one at the same address.
        response.Headers.CacheControl = "no-cache";
        return Results.Bytes(bytes, "application/json", entityTag: _tag);
    }
}
