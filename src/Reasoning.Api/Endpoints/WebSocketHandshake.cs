using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Reasoning.Api.Endpoints;

/// <summary>
/// The server's half of the opening handshake (RFC 6455, section 4.2). Ours, because the framework's gives away only
/// the finished WebSocket, and we speak frames ourselves.
/// </summary>
internal static class WebSocketHandshake
{
    public const string SubProtocol = "reasoning.v1";

    private const string Version = "13";
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Whether the request asks for a WebSocket in a version and a form that we speak.</summary>
    public static bool IsRequested(HttpContext context)
    {
        var headers = context.Request.Headers;
        return HttpMethods.IsGet(context.Request.Method) &&
            context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } &&
            headers.Upgrade.Any(value => value is not null && value.Split(',', StringSplitOptions.TrimEntries).Contains("websocket", StringComparer.OrdinalIgnoreCase)) &&
            headers.SecWebSocketVersion == Version &&
            HasKey(headers.SecWebSocketKey);
    }

    /// <summary>What a refusal tells a client that asked in another way (RFC 6455, section 4.4; RFC 9110, section 15.5.22).</summary>
    public static void Describe(HttpResponse response)
    {
        response.Headers.Upgrade = "websocket";
        response.Headers.Connection = "Upgrade";
        response.Headers.SecWebSocketVersion = Version;
    }

    /// <summary>Answers 101 and gives the raw connection, with whatever the client sent behind its request.</summary>
    public static async Task<IDuplexPipe> AcceptAsync(HttpContext context, string? subProtocol)
    {
        var headers = context.Response.Headers;
        headers.Upgrade = "websocket";
        headers.Connection = "Upgrade";
        headers.SecWebSocketAccept = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        if (subProtocol is not null)
            headers.SecWebSocketProtocol = subProtocol;

        // The connection's own pipe spares a layer of copies and tasks. It is what HTTP was spoken over (with TLS, the
        // decrypted side); Kestrel itself neither reads nor writes it until the request ends, and completes it then if
        // nobody has taken the connection.
        var pipe = context.Features.Get<IConnectionTransportFeature>()?.Transport;
        if (pipe is null)
            LiftRates(context);
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        return pipe ?? new StreamTransport(stream);
    }

    /// <summary>
    /// Through HTTP's stream the heartbeat decides how slow a client may be, not a rate. Without one Kestrel does not limit
    /// how long the end of a connection may take either, so it stays where it does no harm.
    /// </summary>
    private static void LiftRates(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } requestRate)
            requestRate.MinDataRate = null;
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } responseRate)
            responseRate.MinDataRate = null;
    }

    private static bool HasKey(string? key)
    {
        Span<byte> nonce = stackalloc byte[16];
        return key is { Length: 24 } && Convert.TryFromBase64String(key, nonce, out var length) && length == 16;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "RFC 6455 says SHA-1; it protects nothing.")]
    private static string Accept(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
}
