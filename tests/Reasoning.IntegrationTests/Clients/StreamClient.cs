using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Clients;

/// <summary>
/// An ordinary client of server-sent events (WHATWG HTML, section 9.2.6). It reads only when it is asked to, so one that is
/// not asked is a client that never reads.
/// </summary>
internal sealed class StreamClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private StreamClient(string session, HttpClient http, HttpResponseMessage response, Stream body)
    {
        (Session, _http, _response) = (session, http, response);
        _reader = new StreamReader(body, Encoding.UTF8);
    }

    public string Session { get; }

    public HttpResponseMessage Response => _response;

    /// <summary>The first event.</summary>
    public StreamEvent Connected { get; private set; } = null!;

    /// <summary>How soon to come back.</summary>
    public TimeSpan? Retry { get; private set; }

    /// <summary>Of the last event that had one.</summary>
    public string LastEventId { get; private set; } = "";

    public static async Task<StreamClient> OpenAsync(
        TestServer server,
        string? session = null,
        string query = "",
        string? lastEventId = null,
        int? receiveBuffer = null,
        Version? version = null)
    {
        session ??= ChatClient.NewSession();
        var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, receiveBuffer, token) });
        using var request = Request(server, session, query, lastEventId);
        request.Version = version ?? HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).InTime();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var client = new StreamClient(session, http, response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        client.Connected = await client.NextAsync();
        return client;
    }

    public static HttpRequestMessage Request(TestServer server, string session, string query = "", string? lastEventId = null)
    {
        var address = new UriBuilder(server.Address) { Path = $"/sessions/{session}/events", Query = query }.Uri;
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return request;
    }

    /// <exception cref="EndOfStreamException">The server has ended the stream.</exception>
    public async Task<StreamEvent> NextAsync()
    {
        string? id = null, type = null;
        var data = new List<string>();
        while (true)
        {
            var line = await LineAsync();
            switch (line.Split(':', 2))
            {
                case [""] when data.Count > 0:
                    LastEventId = id ?? LastEventId;
                    return new StreamEvent(id, type ?? "message", string.Join('\n', data));
                case ["" or "retry"] or ["", _]:
                    break;
                case ["id", var value]:
                    id = value.TrimStart(' ');
                    break;
                case ["event", var value]:
                    type = value.TrimStart(' ');
                    break;
                case ["data", var value]:
                    data.Add(value[1..]);
                    break;
                case ["retry", var value]:
                    Retry = TimeSpan.FromMilliseconds(int.Parse(value, CultureInfo.InvariantCulture));
                    break;
                default:
                    Assert.Fail($"This is no line of server-sent events: {line}");
                    break;
            }
        }
    }

    public async Task<IReadOnlyList<StreamEvent>> NextAsync(int count)
    {
        var events = new List<StreamEvent>(count);
        while (events.Count < count)
            events.Add(await NextAsync());
        return events;
    }

    /// <summary>Everything up to and including the first terminal event.</summary>
    public async Task<IReadOnlyList<StreamEvent>> UntilEndAsync()
    {
        var events = new List<StreamEvent>();
        do
            events.Add(await NextAsync());
        while (!events[^1].Message.IsTerminal);
        return events;
    }

    /// <summary>The next comment's text; there is no event before it.</summary>
    public async Task<string> CommentAsync()
    {
        while (true)
        {
            if (await LineAsync() is { Length: > 0 } line)
                return line.StartsWith(':') ? line[1..].Trim() : throw new InvalidOperationException($"This is no comment: {line}");
        }
    }

    /// <summary>Skips events to the last one, which says why the server ends the stream, and sees it end.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (true)
        {
            var next = await NextAsync();
            if (next.Type != "close")
                continue;
            Assert.Null(next.Id);
            await Assert.ThrowsAsync<EndOfStreamException>(NextAsync);
            return next.Message.Data.GetProperty("code").GetInt32();
        }
    }

    /// <summary>Leaves without a word.</summary>
    public void Dispose()
    {
        _response.Dispose();
        _http.Dispose();
        _reader.Dispose();
    }

    private async Task<string> LineAsync() =>
        await _reader.ReadLineAsync(TestContext.Current.CancellationToken).InTime() ?? throw new EndOfStreamException();

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint server, int? receiveBuffer, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
            socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(server, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
