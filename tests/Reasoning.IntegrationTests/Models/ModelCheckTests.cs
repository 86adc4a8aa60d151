using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Models;

/// <summary>That who lists the agents sees which of them cannot answer, before anybody asks them.</summary>
public sealed class ModelCheckTests
{
    private const string Answer = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Here.\"},\"finish_reason\":\"stop\"}]}\n\n";

    [Theory]
    [InlineData("openai", 401, "its model's provider does not accept this server's key", "GET /v1/models/mock-model")]
    [InlineData("openai", 404, null, "GET /v1/models/mock-model")]
    [InlineData("anthropic", 403, "its model's provider does not accept this server's key", "GET /v1/models/mock-model")]
    [InlineData("ollama", 404, "its model's provider does not know the model", "POST /api/show")]
    [InlineData("compatible", 503, "its model's provider does not answer", "GET /v1/models")]
    [InlineData("compatible", 404, null, "GET /v1/models")]
    [InlineData("azure", 200, null, "GET /openai/v1/models")]
    [InlineData("openai", 429, null, "GET /v1/models/mock-model")]
    public async Task GetAgents_WhenTheModelWasAsked_TellsWhatItSaid(string name, int status, string? reason, string asked)
    {
        await using var provider = await CannedProvider.StartAsync();
        provider.Say("{}", "application/json", (HttpStatusCode)status);
        await using var server = await StartAsync(name, provider.Address);

        if (reason is null)
            await Limit.UntilAsync(() => provider.Lines.Count == 1, "the model was asked");
        else
            await UntilAsync(server, reason);
        Assert.Equal(asked, Assert.Single(provider.Lines));
        Assert.Equal(reason, await UnavailableAsync(server));
    }

    [Fact]
    public async Task GetAgents_WhenTheModelAnswersAfterAll_TellsSo()
    {
        await using var provider = await CannedProvider.StartAsync();
        provider.Say("", status: HttpStatusCode.ServiceUnavailable);
        await using var server = await StartAsync("compatible", provider.Address);
        await UntilAsync(server, "its model's provider does not answer");

        provider.Say(Answer);
        await using var client = await server.ConnectAsync();
        Assert.Equal("completed", (await client.AskAsync("Are you there?", "agent"))[^1].Status);
        Assert.Null(await UnavailableAsync(server));
    }

    [Fact]
    public async Task GetAgents_WhenARunFailsWithoutTheModel_TellsIt()
    {
        await using var provider = await CannedProvider.StartAsync();
        provider.Say("{}", "application/json");
        await using var server = await StartAsync("compatible", provider.Address);
        await Limit.UntilAsync(() => provider.Lines.Count == 1, "the model was asked");
        Assert.Null(await UnavailableAsync(server));

        provider.Say("", status: HttpStatusCode.Unauthorized);
        await using var client = await server.ConnectAsync();
        await client.AskAsync("Are you there?", "agent");
        Assert.Equal("its model's provider does not accept this server's key", await UnavailableAsync(server));
    }

    private static Task<TestServer> StartAsync(string name, Uri provider)
    {
        var shape = ProviderShape.All.Single(shape => shape.Name == name);
        return TestServer.StartAsync(
        [
            ("ModelCheck:Interval", "1.00:00:00"),
            ("Models:it:Endpoint", new Uri(provider, shape.Path).ToString()),
            ("Models:it:Model", "mock-model"),
            .. shape.Settings.Select(setting => ($"Models:it:{setting.Key}", setting.Value)),
            ("Agents:Definitions:agent:Description", "Speaks."),
            ("Agents:Definitions:agent:Model", "it"),
            ("Agents:Definitions:agent:Limits:ModelRetries", "0"),
        ]);
    }

    private static Task UntilAsync(TestServer server, string reason) => UntilAsync(async () => await UnavailableAsync(server) == reason).InTime();

    private static async Task UntilAsync(Func<Task<bool>> isReached)
    {
        while (!await isReached())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private static async Task<string?> UnavailableAsync(TestServer server)
    {
        var body = await server.Http.GetFromJsonAsync<JsonElement>("/agents", TestContext.Current.CancellationToken);
        var agent = body.GetProperty("agents").EnumerateArray().Single(agent => agent.GetProperty("name").GetString() == "agent");
        return agent.TryGetProperty("unavailable", out var reason) ? reason.GetString() : null;
    }
}
