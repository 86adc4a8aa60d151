using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Models;

/// <summary>Agents on models behind OpenAI's chat completions, against a server that others wrote.</summary>
public sealed class OpenAICompatibleTests(ModelMock mock) : IClassFixture<ModelMock>
{
    [Fact]
    public async Task Chat_WhenTheModelUsesTools_ShowsEveryStepWithItsTurn()
    {
        await mock.ResetAsync();
        await using var server = await StartAsync();
        await using var client = await server.ConnectAsync(query: "deltas=true");
        await client.ChatAsync("Please plan my trip", "guide");
        var events = await client.UntilEndAsync();

        Assert.Equal(
            [
                "thought 1", "tool_use 1", "tool_result 1", "tool_use 1", "tool_result 1",
                "thought 2", "tool_use 2", "tool_result 2", "final_answer 3",
            ],
            Steps(events).Select(step => $"{step.StepType} {step.Data.GetProperty("iteration").GetInt32()}"));
        Assert.Equal("First the sum and the distance.", Steps(events).First().Content);
        Assert.Equal(["5", "10 km = 10000 m."], Steps(events).Where(step => step.StepType == "tool_result").Take(2).Select(step => step.Content));
        Assert.Equal("Five days, ten thousand metres, from the fifth of March.", Steps(events).Last().Content);
        Assert.Equal(450, events[^1].Data.GetProperty("usage").GetProperty("input_tokens").GetInt64());

        // Growing, and whole: the pieces of a step are the step.
        var pieces = events.Where(message => message.Type == "reasoning_delta" && message.Data.GetProperty("iteration").GetInt32() == 3).ToList();
        Assert.NotEmpty(pieces);

        var requests = await mock.RequestsAsync();
        Assert.Equal(3, requests.Count);
        Assert.All(requests, request => Assert.Equal("mock-model", request.GetProperty("model").GetString()));
        Assert.Equal("system", requests[0].GetProperty("messages")[0].GetProperty("role").GetString());
        Assert.Equal("You plan trips.", requests[0].GetProperty("messages")[0].GetProperty("content").GetString());
    }

    public static TheoryData<string, string, string> Failures => new()
    {
        { "wrong key", "agent_failed", "The model's provider does not accept this server's key." },
        { "no such model", "agent_failed", "The model's provider does not know this model." },
        { "bad request", "agent_failed", "The model's provider does not accept the request." },
        { "always busy", "agent_failed", "The model's provider accepts no more requests for now; try again later." },
        { "always down", "agent_failed", "The model's provider cannot be reached or failed; try again later." },
        { "garbage", "agent_failed", "The model broke off before it had finished." },
        { "hangs up", "agent_failed", "The model's provider cannot be reached or failed; try again later." },
        { "silence", "agent_failed", "The model said nothing for too long." },
        { "forbidden", "agent_failed", "The model's content filter stopped the answer." },
        { "nothing", "agent_failed", "The model gave no answer." },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Chat_WhenTheModelFails_SaysWhatHelpsAndNothingElse(string message, string code, string text)
    {
        await mock.ResetAsync();
        await using var server = await StartAsync(
            ("Agents:Definitions:guide:Limits:ModelRetries", "1"),
            ("Agents:Definitions:guide:Limits:MaxRetryDelay", "00:00:00.050"),
            ("Agents:Definitions:guide:Limits:ModelSilence", "00:00:01"));
        await using var client = await server.ConnectAsync();
        await client.ChatAsync(message, "guide");
        var end = (await client.UntilEndAsync())[^1];

        Assert.Equal(("error", code), (end.Type, end.Code));
        Assert.Equal(text, end.Data.GetProperty("message").GetString());
        Assert.DoesNotContain("secret", end.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("busy once", "final_answer Here I am.")]
    [InlineData("down once", "final_answer Here I am.")]
    [InlineData("breaks off once", "error The model broke off before it had finished. It begins this turn anew.", "final_answer A whole answer.")]
    [InlineData("too long", "error The model reached its output limit: its answer is cut off.", "final_answer As far as it goes")]
    [InlineData("broken arguments", "tool_use calculator()", "tool_result The arguments are no valid JSON object.", "final_answer Never mind.")]
    [InlineData(
        "unknown tool", "tool_use teleport()",
        "tool_result There is no tool named 'teleport'. There is: calculator, unit_converter, date_calculator.", "final_answer Then I walk.")]
    public async Task Chat_WhenItCanBeHelped_GoesOn(string message, params string[] steps)
    {
        await mock.ResetAsync();
        await using var server = await StartAsync();
        await using var client = await server.ConnectAsync();
        await client.ChatAsync(message, "guide");
        var events = await client.UntilEndAsync();

        Assert.Equal(steps, Steps(events).Select(step => $"{step.StepType} {step.Content}"));
        Assert.Equal("completed", events[^1].Status);
    }

    private static IEnumerable<ServerMessage> Steps(IEnumerable<ServerMessage> events) => events.Where(message => message.StepType is not null);

    private Task<TestServer> StartAsync(params (string Key, string Value)[] settings) => TestServer.StartAsync(
        [
            ("Models:mock:Provider", "openai-compatible"),
            ("Models:mock:Endpoint", new Uri(mock.Address, "v1").ToString()),
            ("Models:mock:Model", "mock-model"),
            ("Agents:Definitions:guide:Description", "Plans trips."),
            ("Agents:Definitions:guide:Instructions", "You plan trips."),
            ("Agents:Definitions:guide:Tools:0", "calculator"),
            ("Agents:Definitions:guide:Tools:1", "unit_converter"),
            ("Agents:Definitions:guide:Tools:2", "date_calculator"),
            ("Agents:Definitions:guide:Limits:MaxParallelCalls", "1"),
            .. settings,
        ]);
}
