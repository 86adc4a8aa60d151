using Microsoft.Extensions.DependencyInjection;
using Reasoning.Application.Agents.Loop;
using Reasoning.IntegrationTests.Agents;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Models;

/// <summary>Agents on models of every provider, against a server that others wrote.</summary>
public sealed class ProviderTests(ProvidersFixture providers) : IClassFixture<ProvidersFixture>
{
    // The mock says nothing of Ollama's tokens, and Ollama has neither a content filter nor arguments as text; how it ends an
    // answer that is too long, and what broken arguments look like with Anthropic, is in CannedProviderTests.
    private const string NoUsage = "ollama";

    private static readonly (string Shape, string Message)[] NotInMock =
    [
        ("ollama", "forbidden"), ("ollama", "too long"), ("ollama", "broken arguments"), ("anthropic", "broken arguments"), ("extended", "broken arguments"),
    ];

    public static TheoryData<string> Shapes => ProviderShape.Names;

    public static TheoryData<string, string, string> Failures => Across(
        ("wrong key", "The model's provider does not accept this server's key."),
        ("no such model", "The model's provider does not know this model."),
        ("bad request", "The model's provider does not accept the request."),
        ("always busy", "The model's provider accepts no more requests for now; try again later."),
        ("always down", "The model's provider cannot be reached or failed; try again later."),
        ("garbage", "The model broke off before it had finished."),
        ("hangs up", "The model's provider cannot be reached or failed; try again later."),
        ("silence", "The model took too long to answer."),
        ("forbidden", "The model's content filter stopped the answer."),
        ("nothing", "The model gave no answer."));

    public static TheoryData<string, string, string> Helped => Across(
        ("busy once", "final_answer Here I am."),
        ("down once", "final_answer Here I am."),
        ("breaks off once", "error The model broke off before it had finished. It begins this turn anew.|final_answer A whole answer."),
        ("too long", "error The model reached its output limit: its answer is cut off.|final_answer As far as it goes"),
        ("broken arguments", "tool_use calculator()|tool_result The arguments are no valid JSON object.|final_answer Never mind."),
        ("unknown tool",
            "tool_use teleport()|tool_result There is no tool named 'teleport'. There is: calculator, unit_converter, date_calculator, wait_for_ever.|final_answer Then I walk."));

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Chat_WhenTheModelUsesTools_ShowsEveryStepWithItsTurn(string shape)
    {
        var server = await providers.ServerAsync();
        await using var client = await server.ConnectAsync(query: "deltas=true");
        await client.ChatAsync("Please plan my trip", shape);
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
        Assert.Equal(shape == NoUsage ? 0 : 450, events[^1].Data.GetProperty("usage").GetProperty("input_tokens").GetInt64());
        Assert.Contains(events, message => message.Type == "reasoning_delta" && message.Data.GetProperty("iteration").GetInt32() == 3);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Chat_WhenTheModelFails_SaysWhatHelpsAndNothingElse(string shape, string message, string text)
    {
        var server = await providers.ServerAsync();
        await using var client = await server.ConnectAsync();
        await client.ChatAsync(message, $"hasty-{shape}");
        var end = (await client.UntilEndAsync())[^1];

        Assert.Equal(("error", "agent_failed"), (end.Type, end.Code));
        Assert.Equal(text, end.Data.GetProperty("message").GetString());
        Assert.DoesNotContain("secret", end.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Helped))]
    public async Task Chat_WhenItCanBeHelped_GoesOn(string shape, string message, string steps)
    {
        var server = await providers.ServerAsync();
        await using var client = await server.ConnectAsync();
        await client.ChatAsync(message, shape);
        var events = await client.UntilEndAsync();

        Assert.Equal(steps, string.Join('|', Steps(events).Select(step => $"{step.StepType} {step.Content}")));
        Assert.Equal("completed", events[^1].Status);
    }

    /// <summary>Without it some refuse the turn, and all think from the beginning.</summary>
    [Theory]
    [InlineData("responses", "\"encrypted_content\":\"")]
    [InlineData("compatible", "\"reasoning_content\":\"First the sum and the distance.\"")]
    [InlineData("vllm", "\"reasoning\":\"First the sum and the distance.\"")]
    [InlineData("anthropic", "\"thinking\":\"First the sum and the distance.\"", "\"signature\":\"")]
    [InlineData("ollama", "\"thinking\":\"First the sum and the distance.\"")]
    public async Task Chat_WhenTheModelUsedTools_GivesItBackWhatItThought(string shape, params string[] parts)
    {
        var server = await providers.ServerAsync();
        var before = providers.RequestsOf(shape).Count;
        await using var client = await server.ConnectAsync();
        await client.ChatAsync("Please plan my trip", shape);
        await client.UntilEndAsync();

        var requests = providers.RequestsOf(shape).Skip(before).Select(request => request.Replace("\": \"", "\":\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, requests.Count);
        Assert.All(parts, part => Assert.DoesNotContain(part, requests[0], StringComparison.Ordinal));
        Assert.All(parts, part => Assert.Contains(part, requests[1], StringComparison.Ordinal));
        Assert.Contains("You plan trips.", requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_WhenAToolIsUnderWay_StopsItAtOnce()
    {
        var server = await providers.ServerAsync();
        var tool = server.Services.GetServices<IToolSource>().OfType<SlowTool>().Single();
        await StopsAtOnceAsync(server, "wait for ever", async (_, sent) =>
        {
            var started = tool.Next();
            await sent();
            var call = await started.InTime();
            return async end =>
            {
                var open = Assert.Single(end.Data.GetProperty("tools").EnumerateArray());
                Assert.Equal(("wait_for_ever", "cancelled"), (open.GetProperty("tool_name").GetString(), open.GetProperty("outcome").GetString()));
                await call.Cancelled.InTime();
            };
        });
    }

    [Fact]
    public async Task Interrupt_WhenTheModelSpeaks_StopsItAtOnce()
    {
        var server = await providers.ServerAsync();
        await StopsAtOnceAsync(server, "speak for long", async (client, sent) =>
        {
            await sent();
            await client.NextAsync("reasoning_delta");
            return _ => Task.CompletedTask;
        });
    }

    /// <summary>With every provider; the limit holds for the median, because a test machine may be away for a moment.</summary>
    private static async Task StopsAtOnceAsync(
        TestServer server, string message, Func<ChatClient, Func<Task>, Task<Func<ServerMessage, Task>>> beginAsync)
    {
        List<TimeSpan> waits = [];
        foreach (var shape in ProviderShape.All)
        {
            await using var client = await server.ConnectAsync(query: "deltas=true");
            var check = await beginAsync(client, () => client.ChatAsync(message, shape.Name));
            var asked = TimeProvider.System.GetTimestamp();
            await client.InterruptAsync();
            var end = (await client.UntilEndAsync())[^1];
            waits.Add(TimeProvider.System.GetElapsedTime(asked));

            Assert.Equal("interrupted", end.Status);
            await check(end);
        }

        Assert.True(waits.Order().ElementAt(waits.Count / 2) < TimeSpan.FromMilliseconds(250), string.Join(", ", waits));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", waits));
    }

    private static TheoryData<string, string, string> Across(params (string Message, string Outcome)[] rows) =>
        [.. from shape in ProviderShape.All from row in rows where !NotInMock.Contains((shape.Name, row.Message)) select (shape.Name, row.Message, row.Outcome)];

    private static IEnumerable<ServerMessage> Steps(IEnumerable<ServerMessage> events) => events.Where(message => message.StepType is not null);
}
