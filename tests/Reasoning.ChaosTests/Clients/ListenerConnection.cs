using System.Net;
using System.Text;

namespace Reasoning.ChaosTests.Clients;

/// <summary>One stream of server-sent events, read as the standard says (WHATWG HTML, section 9.2.6): what is cut off before its empty line never came.</summary>
internal sealed class ListenerConnection : IDisposable
{
    // The server speaks every second, if only to say that nothing happens.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private HttpResponseMessage? _response;
    private StreamReader? _lines;

    public ConnectionState State { get; } = new();

    public async Task<HttpStatusCode> OpenAsync(Uri address, string? lastEventId, CancellationToken cancellationToken)
    {
        using var limit = Limited(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        _response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        _lines = new StreamReader(await _response.Content.ReadAsStreamAsync(limit.Token), Encoding.UTF8);
        return _response.StatusCode;
    }

    /// <returns>The next event; <see langword="null"/> when the server has ended the stream.</returns>
    public async Task<ReceivedEvent?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var limit = Limited(cancellationToken);
        string? id = null, data = null;
        var type = "message";
        while (await _lines!.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Length == 0 && data is not null)
                return new ReceivedEvent(id, type, Encoding.UTF8.GetBytes(data));
            if (Value(line, "id: ") is { } newId)
                id = newId;
            else if (Value(line, "event: ") is { } newType)
                type = newType;
            else if (Value(line, "data: ") is { } newData)
                data = newData;

            // A comment is a sign of life.
            limit.CancelAfter(Silence);
        }

        return null;
    }

    public void Dispose()
    {
        _response?.Dispose();
        _lines?.Dispose();
        _http.Dispose();
    }

    private static string? Value(string line, string field) => line.StartsWith(field, StringComparison.Ordinal) ? line[field.Length..] : null;

    private static CancellationTokenSource Limited(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Silence);
        return limit;
    }
}

/// <param name="Id">Its own; <see langword="null"/> when it has none.</param>
internal sealed record ReceivedEvent(string? Id, string Type, byte[] Data);
