using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Webhooks;

/// <summary>Somebody who is told of the ends of runs.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();

    public Receiver(int port)
    {
        Url = $"http://127.0.0.1:{port}/hook/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = Task.Run(ReceiveAsync);
    }

    public string Url { get; }

    /// <summary>Answers with this.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>Points to somebody else.</summary>
    public string? Location { get; set; }

    public ConcurrentQueue<(string Id, string Timestamp, string Signature, string Body)> Posts { get; } = [];

    public Task UntilAsync(int posts) => Limit.UntilAsync(() => Posts.Count >= posts, $"{posts} posts");

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers;
            Posts.Enqueue((headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, await reader.ReadToEndAsync()));
            context.Response.StatusCode = (int)Status;
            context.Response.RedirectLocation = Location;
            context.Response.Close();
        }
    }
}
