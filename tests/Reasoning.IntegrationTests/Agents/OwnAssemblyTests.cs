using System.Net.Http.Json;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Shutdown;

namespace Reasoning.IntegrationTests.Agents;

/// <summary>The worked example of <c>docs/agents.md</c>, loaded by a server that was never compiled with it.</summary>
public sealed class OwnAssemblyTests
{
    private const string Assembly = "--Agents:Assemblies:0=own-agents/Acme.Agents.dll";

    [Fact]
    public async Task Chat_WithAnAgentOfATeamsOwnAssembly_IsLikeWithAnyOther()
    {
        using var server = await ServerProcess.StartAsync(Assembly);
        await using var client = await ChatClient.ConnectAsync(server.Address, query: "deltas=true");
        var events = await client.AskAsync("one two three", "words");

        Assert.Equal(
            ["thought I have to count, not to guess.", "tool_use Counting the words.", "tool_result 3", "final_answer Your message has 3 words."],
            events.Where(message => message.StepType is not null).Select(step => $"{step.StepType} {step.Content}"));
        Assert.Equal("completed", events[^1].Status);
    }

    [Fact]
    public async Task Definition_WhenItNamesAToolOfATeamsOwnAssembly_HasIt()
    {
        using var server = await ServerProcess.StartAsync(
            Assembly, "--Agents:Definitions:guide:Description=Counts.", "--Agents:Definitions:guide:Tools:0=count_words");
        using var http = new HttpClient { BaseAddress = server.Address };
        var agents = await http.GetFromJsonAsync<JsonElement>("/agents", TestContext.Current.CancellationToken).InTime();

        var guide = agents.GetProperty("agents").EnumerateArray().Single(agent => agent.GetProperty("name").GetString() == "guide");
        Assert.Equal("count_words", guide.GetProperty("tools")[0].GetProperty("name").GetString());
    }
}
