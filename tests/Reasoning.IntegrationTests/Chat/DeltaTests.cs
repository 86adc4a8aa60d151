using Reasoning.Domain.Steps;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Chat;

/// <summary>Steps that are seen growing, by those who ask for it.</summary>
public sealed class DeltaTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Chat_WhileAStepGrows_ShowsItsPiecesAndThenTheStep()
    {
        await using var client = await _server.ConnectAsync(query: "deltas=true");
        var (puppet, run) = await _server.StartPuppetAsync(client);
        puppet.Say("Let me", DeltaKind.Thought, isAnew: true);
        var first = await client.NextAsync();
        Assert.Equal(["type", "run_id", "data"], first.Members);
        Assert.Equal(["step_id", "step_type", "iteration", "offset", "content"], first.DataMembers);
        Assert.Equal(("reasoning_delta", run, "thought", 0, "Let me"), Delta(first));

        puppet.Say(" think.", DeltaKind.Thought);
        Assert.Equal(("reasoning_delta", run, "thought", 6, " think."), Delta(await client.NextAsync()));

        _ = puppet.Think("Let me think.");
        var step = await client.NextAsync();
        Assert.Equal("thought", step.StepType);
        Assert.Equal(first.Data.GetProperty("step_id").GetString(), step.Data.GetProperty("step_id").GetString());
        puppet.Answer();
        Assert.Equal("completed", (await client.UntilEndAsync())[^1].Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("deltas=false")]
    public async Task Chat_WhenDeltasAreNotAskedFor_ShowsFinishedStepsOnly(string query)
    {
        await using var observer = await _server.ConnectAsync(query: "deltas=true");
        await using var client = await _server.ConnectAsync(observer.Session, query);
        var (puppet, _) = await _server.StartPuppetAsync(client);
        puppet.Say("Let me");
        await observer.NextAsync("reasoning_delta");
        puppet.Answer("Let me see.");

        Assert.Equal(["reasoning_step", "reasoning_complete"], (await client.UntilEndAsync()).Select(message => message.Type));
    }

    [Fact]
    public async Task Chat_WhenReasoningIsHidden_ShowsNoPieces()
    {
        await using var client = await _server.ConnectAsync(query: "deltas=true");
        await client.ChatAsync("steps=3 deltas=5 delay=20", "load", enableReasoning: false);

        Assert.Equal(["reasoning_start", "response", "reasoning_complete"], (await client.UntilEndAsync()).Select(message => message.Type));
    }

    [Fact]
    public async Task Connect_InTheMiddleOfAStep_ShowsAllThereIsOfItAfterTheReplay()
    {
        await using var first = await _server.ConnectAsync(query: "deltas=true");
        var (puppet, run) = await _server.StartPuppetAsync(first);
        puppet.Say("The first half");
        await first.NextAsync("reasoning_delta");

        await using var second = await _server.ConnectAsync(first.Session, "deltas=true&after=0");
        Assert.Equal(["reasoning_start", "caught_up"], (await second.NextAsync(2)).Select(message => message.Type));
        Assert.Equal(("reasoning_delta", run, "text", 0, "The first half"), Delta(await second.NextAsync()));
        puppet.Say(" and the second.");
        Assert.Equal(("reasoning_delta", run, "text", 14, " and the second."), Delta(await second.NextAsync()));
        Assert.Equal(("reasoning_delta", run, "text", 14, " and the second."), Delta(await first.NextAsync()));

        puppet.Answer("The first half and the second.");
        Assert.Equal("final_answer", (await second.NextAsync()).StepType);
    }

    [Fact]
    public async Task Chat_WhateverTheWindows_GivesPiecesThatFitTogether()
    {
        await using var client = await _server.ConnectAsync(query: "deltas=true");
        await client.ChatAsync("steps=4 size=5000 deltas=50 delay=2", "load");

        var (grown, pieces) = ("", 0);
        foreach (var message in await client.UntilEndAsync())
        {
            if (message.Type == "reasoning_delta")
            {
                var (_, _, _, offset, content) = Delta(message);
                Assert.Equal(offset == 0 ? 0 : grown.Length, offset);
                grown = grown[..offset] + content;
                pieces++;
            }
            else if (message.StepType == "thought")
            {
                Assert.StartsWith(grown, message.Data.GetProperty("content").GetString()!, StringComparison.Ordinal);
                grown = "";
            }
        }

        // Fewer frames than the agent said pieces: they go out in windows.
        Assert.InRange(pieces, 4, 120);
    }

    [Fact]
    public async Task Interrupt_InTheMiddleOfAStep_EndsTheRunWithoutIt()
    {
        await using var client = await _server.ConnectAsync(query: "deltas=true");
        var (puppet, _) = await _server.StartPuppetAsync(client, ignoresCancellation: true);
        puppet.Say("Half a sen");
        await client.NextAsync("reasoning_delta");
        await client.InterruptAsync();

        var rest = await client.UntilEndAsync();
        Assert.Equal("interrupted", rest[^1].Status);
        Assert.DoesNotContain(rest, message => message.Type is "reasoning_delta" or "reasoning_step");

        // The agent goes on talking, and nobody hears it any more.
        puppet.Say("tence");
        puppet.Return();
        await puppet.Ended.InTime();
        await client.PingAsync();
    }

    private static (string Type, string? Run, string? Kind, int Offset, string? Content) Delta(ServerMessage message) => (
        message.Type,
        message.RunId,
        message.Data.GetProperty("step_type").GetString(),
        message.Data.GetProperty("offset").GetInt32(),
        message.Data.GetProperty("content").GetString());
}
