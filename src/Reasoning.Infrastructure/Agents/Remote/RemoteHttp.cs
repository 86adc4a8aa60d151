using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Reasoning.Application.Agents;
using Reasoning.Infrastructure.Agents.Remote.Wire;

namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>Posts runs to remote agents. One for all of them, however often their configuration changes.</summary>
internal sealed class RemoteHttp(HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    private const string Events = "text/event-stream";

    private readonly HttpClient _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public static SocketsHttpHandler CreateHandler() => new()
    {
        // The headers are for this address and no other.
        AllowAutoRedirect = false,
        UseCookies = false,

        // A run has a connection of its own: one that the agent closed while it lay in a pool would fail a run, and no run is posted twice.
        PooledConnectionLifetime = TimeSpan.Zero,

        // An agent that nobody listens to any more learns it at once.
        MaxResponseDrainSize = 0,
    };

    /// <returns>Its stream, of which nothing has been read. Disposing it closes the connection.</returns>
    /// <exception cref="AgentException">There is none. It is not asked again: nobody knows what it has done.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<RemoteStream> PostAsync(RemoteAgentOptions options, RemoteRequest run, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(run, RemoteJson.Default.RemoteRequest)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.ParseAdd(Events);
        foreach (var (name, value) in options.Headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                throw RemoteFailure.Refused((int)response.StatusCode);
            if (!Events.Equals(response.Content.Headers.ContentType?.MediaType, StringComparison.OrdinalIgnoreCase))
                throw RemoteFailure.NoEvents();

            var content = await response.Content.ReadAsStreamAsync(either.Token);
            return new RemoteStream(response, content, options, time, cancellationToken);
        }
        catch (Exception failure)
        {
            response?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw failure switch
            {
                OperationCanceledException => RemoteFailure.Late(failure),
                HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
                    RemoteFailure.NoEvents(failure),
                HttpRequestException { HttpRequestError: HttpRequestError.Unknown or HttpRequestError.ResponseEnded } => RemoteFailure.BrokeOff(failure),
                HttpRequestException => RemoteFailure.Unreachable(failure),
                _ => failure,
            };
        }
    }

    public void Dispose() => _http.Dispose();
}
