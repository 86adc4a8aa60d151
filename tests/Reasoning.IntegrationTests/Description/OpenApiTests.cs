using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reasoning.Application.Knowledge;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;
using Reasoning.IntegrationTests.Http.Sessions;

namespace Reasoning.IntegrationTests.Description;

/// <summary>The OpenAPI document says what the server does. What it answers to all other tests is held against it too.</summary>
public sealed class OpenApiTests(SharedServer shared)
{
    private const string Path = "/openapi/v1.json";

    private static readonly string[] Documents = ["/asyncapi.json", "/docs", Path];

    private readonly TestServer _server = shared.Server;
    private readonly string _session = ChatClient.NewSession();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_WhenItIsFetched_IsOpenApiAndIsNotSentTwice()
    {
        using var response = await _server.Http.GetAsync(Path, Cancellation);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("3.1.", (await response.BodyAsync()).Text("openapi"), StringComparison.Ordinal);

        using var again = new HttpRequestMessage(HttpMethod.Get, Path);
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(response.Headers.ETag!.Tag));
        using var unchanged = await _server.Http.SendAsync(again, Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Operations_WhenTheServerHasThem_AreDescribed()
    {
        var mapped = _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Path: '/' + endpoint.RoutePattern.RawText!.Trim('/'), Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods))
            .Where(endpoint => !Documents.Any(document => endpoint.Path == document || endpoint.Path.StartsWith(document + '/', StringComparison.Ordinal)))
            .SelectMany(endpoint => endpoint.Methods.Select(method => $"{method} {endpoint.Path}"));
        Assert.Equal(
            mapped.Order(StringComparer.Ordinal),
            (await OperationsAsync()).All.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Operations_WhenTheyAreDescribed_LackNothing()
    {
        var operations = (await OperationsAsync()).All;
        Assert.Equal(operations.Count, operations.Select(operation => operation.Id).Distinct().Count());
        Assert.All(operations, operation =>
        {
            Assert.All(["summary", "description"], text => Assert.NotEmpty(operation.Description.Text(text)!));
            Assert.Equal(1, operation.Description.GetProperty("tags").GetArrayLength());
            Assert.All(operation.Responses.EnumerateObject(), response => Assert.NotEmpty(response.Value.Text("description")!));
            var parameters = operation.Description.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];
            Assert.All(parameters, parameter => Assert.True(parameter.Text("description")!.Length > 0 && parameter.TryGetProperty("schema", out _)));
            Assert.Equal(operation.Path.Count(letter => letter == '{'), parameters.Count(parameter => parameter.Text("in") == "path"));
        });
    }

    [Fact]
    public async Task Examples_WhenTheyAreShown_AreValid()
    {
        var operations = await OperationsAsync();
        foreach (var (name, _, content) in operations.All.SelectMany(operation => operation.Contents))
        {
            Assert.True(content.TryGetProperty("examples", out var examples), $"{name} has no example.");
            Assert.NotEmpty(examples.EnumerateObject());
            Assert.All(examples.EnumerateObject(), example => Assert.Empty(operations.Errors(content, example.Value.GetProperty("value"))));
        }
    }

    [Fact]
    public async Task Operations_WhenTheyAreCalled_AnswerAsDescribed()
    {
        // A server of its own: a broadcast reaches everybody.
        await using var server = await TestServer.StartAsync();
        var puppet = server.Puppet();
        string run;
        using (var sent = await server.SendAsync(
            HttpMethod.Post, $"/sessions/{_session}/messages", JsonSerializer.Serialize(new { message = puppet.Message, agent_name = "puppet" })))
            run = (await sent.BodyAsync()).Text("run_id")!;
        await server.GetAsync($"/sessions/{_session}/runs/{run}");
        puppet.Answer();
        await puppet.Ended.InTime();

        await server.Services.GetRequiredService<IKnowledgeIndex>().Ready.InTime();
        (HttpMethod Method, string Path, string? Body)[] calls =
        [
            (HttpMethod.Get, "/agents", null),
            (HttpMethod.Get, "/knowledge", null),
            (HttpMethod.Get, "/knowledge/passages?source=README.md&heading=Reasoning", null),
            (HttpMethod.Get, "/connections", null),
            (HttpMethod.Get, "/ws/connections", null),
            (HttpMethod.Post, "/broadcast", "{}"),
            (HttpMethod.Post, "/ws/broadcast", "{}"),
            (HttpMethod.Get, "/health/live", null),
            (HttpMethod.Get, "/health/ready", null),
            (HttpMethod.Get, "/sessions", null),
            (HttpMethod.Get, $"/sessions/{_session}", null),
            (HttpMethod.Get, $"/sessions/{_session}/events", null),
            (HttpMethod.Get, $"/sessions/{_session}/runs/{run}", null),
            (HttpMethod.Patch, $"/sessions/{_session}", """{"title":"A title"}"""),
            (HttpMethod.Post, $"/sessions/{_session}/messages", """{"message":"steps=1","agent_name":"load"}"""),
            (HttpMethod.Post, $"/sessions/{_session}/interrupt", "{}"),
            (HttpMethod.Delete, $"/sessions/{_session}", null),
        ];
        foreach (var (method, path, body) in calls)
            (await server.SendAsync(method, path, body)).Dispose();
        await using (await server.ConnectAsync(_session))
            (await server.SendAsync(HttpMethod.Get, $"/ws/chat/{_session}")).Dispose();

        // The socket's own 101 is not seen by an HTTP client.
        var served = server.Described.Seen.Keys.Where(answer => answer.Status < 300).Select(answer => answer.Operation).Append("connect");
        var missing = (await OperationsAsync()).All.Select(operation => operation.Id).Except(served);
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Codes_WhenTheyAreListed_AreThoseThatTurnUp()
    {
        var schemas = (await _server.GetAsync(Path)).GetProperty("components").GetProperty("schemas");
        Assert.Equal(
            Codes(schemas.GetProperty("RunErrorEvent").GetProperty("properties").GetProperty("data")), Codes(schemas.GetProperty("RunError")));

        var shown = (await OperationsAsync()).All.SelectMany(operation => operation.Contents)
            .Where(body => body.MediaType == "application/problem+json")
            .SelectMany(body => body.Content.GetProperty("examples").EnumerateObject())
            .Select(example => example.Value.GetProperty("value"))
            .Where(problem => problem.TryGetProperty("code", out _))
            .Select(problem => problem.Text("code"));
        Assert.Equal(Codes(schemas.GetProperty("Problem")), shown.Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string?> Codes(JsonElement schema) =>
        schema.GetProperty("properties").GetProperty("code").GetProperty("enum").EnumerateArray().Select(code => code.GetString()).Order(StringComparer.Ordinal);

    private async Task<DescribedOperations> OperationsAsync() => new(await _server.GetAsync(Path));
}
