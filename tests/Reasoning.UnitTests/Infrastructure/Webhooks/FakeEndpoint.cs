using System.Net;

namespace Reasoning.UnitTests.Infrastructure.Webhooks;

/// <summary>Answers posts as a test says, and remembers them.</summary>
internal sealed class FakeEndpoint : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(HttpRequestMessage Request, string Body)> _posts = [];

    /// <summary>By the number of the post, from 1.</summary>
    public Func<int, CancellationToken, Task<HttpStatusCode>> Answer { get; set; } = (_, _) => Task.FromResult(HttpStatusCode.NoContent);

    public IReadOnlyList<(HttpRequestMessage Request, string Body)> Posts
    {
        get
        {
            lock (_lock)
                return [.. _posts];
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        int number;
        lock (_lock)
        {
            _posts.Add((request, body));
            number = _posts.Count;
        }

        return new HttpResponseMessage(await Answer(number, cancellationToken));
    }
}
