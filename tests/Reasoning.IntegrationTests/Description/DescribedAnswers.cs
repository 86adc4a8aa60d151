using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Reasoning.IntegrationTests.Description;

/// <summary>Holds every answer over HTTP that these tests get against the OpenAPI document that the server serves.</summary>
internal sealed class DescribedAnswers() : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>Every server has the same.</summary>
    private static DescribedOperations? s_operations;

    /// <summary>What has been answered, and held against the document: the operation and the status.</summary>
    public ConcurrentDictionary<(string Operation, int Status), bool> Seen { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);

        // What comes from a foreign host gets no further than the door.
        if (request.Headers.Host is null)
            await CheckAsync(request, response, cancellationToken);
        return response;
    }

    private async Task CheckAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var operations = s_operations ??= await FetchAsync(new Uri(request.RequestUri!, "/openapi/v1.json"), cancellationToken);
        var status = (int)response.StatusCode;
        if (operations.At(request.RequestUri!.AbsolutePath) is not { } there)
            return;
        if (there.SingleOrDefault(operation => operation.Method == request.Method.Method) is not { } operation)
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            return;
        }

        Assert.True(operation.Responses.TryGetProperty($"{status}", out var described), $"{operation} answered {status}, which is not described.");
        Seen[(operation.Id, status)] = true;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType is null)
            return;
        Assert.True(
            described.GetProperty("content").TryGetProperty(mediaType, out var content), $"{operation} answered {status} with {mediaType}, which is not described.");
        if (mediaType.EndsWith("json", StringComparison.Ordinal))
        {
            var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            Assert.Empty(operations.Errors(content, body));
            if (body.TryGetProperty("code", out var code))
                Assert.Contains(code.GetString(), Codes(content));
        }
    }

    private static IEnumerable<string?> Codes(JsonElement content) =>
        content.GetProperty("examples").EnumerateObject().Select(example => example.Value.GetProperty("value").GetProperty("code").GetString());

    private async Task<DescribedOperations> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await base.SendAsync(request, cancellationToken);
        return new DescribedOperations(JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellationToken)));
    }
}
