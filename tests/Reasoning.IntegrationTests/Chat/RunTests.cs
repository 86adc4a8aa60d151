using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.IntegrationTests.Agents;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Chat;

/// <summary>The rules of runs, 1 to 8, as a client sees them.</summary>
public sealed class RunTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Chat_WhenTheAgentAnswers_GivesStartStepsAndOneTerminalEvent()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client);
        _ = puppet.Think("Thinking.");
        _ = puppet.Do(Use("call-1", "search"));
        _ = puppet.Do(new ToolResultStep("Found.", 1, "call-1", "search", IsError: false));
        _ = puppet.Do(new ErrorStep("A little mishap.", 2));
        puppet.Use(new TokenUsage(10, 20, null, 5));
        puppet.Use(new TokenUsage(1, 2, null, null));
        _ = puppet.Do(new FinalAnswerStep("The answer.", 2, [new Citation("docs/a.md", "A › B")]));
        puppet.Return();

        var events = await client.UntilEndAsync();
        Assert.Equal(["thought", "tool_use", "tool_result", "error", "final_answer", null], events.Select(message => message.StepType));
        Assert.All(events, message => Assert.Equal(run, message.RunId));
        Assert.Equal([2L, 3, 4, 5, 6, 7], events.Select(message => message.Seq!.Value));

        string[] common = ["type", "content", "iteration", "timestamp", "step_id"];
        Assert.All(events.SkipLast(1), message => Assert.Equal(["type", "seq", "run_id", "data"], message.Members));
        Assert.Equal(common, events[0].DataMembers);
        Assert.Equal([.. common, "tool_name", "tool_call_id", "arguments"], events[1].DataMembers);
        Assert.Equal([.. common, "tool_name", "tool_call_id", "is_error"], events[2].DataMembers);
        Assert.Equal(common, events[3].DataMembers);
        Assert.Equal([.. common, "citations"], events[4].DataMembers);
        Assert.Equal("A › B", events[4].Data.GetProperty("citations")[0].GetProperty("heading").GetString());
        Assert.Equal(5, events.SkipLast(1).Select(message => message.Data.GetProperty("step_id").GetString()).Distinct().Count());

        var end = events[^1];
        Assert.Equal(["status", "iterations", "duration_ms", "usage"], end.DataMembers);
        Assert.Equal("completed", end.Status);
        Assert.Equal(2, end.Data.GetProperty("iterations").GetInt32());
        Assert.Equal("""{"input_tokens":11,"output_tokens":22,"cached_tokens":5}""", end.Data.GetProperty("usage").GetRawText());
        await client.PingAsync();
    }

    [Fact]
    public async Task Chat_WhenItStarts_RepeatsWhatWasAsked()
    {
        await using var client = await _server.ConnectAsync();
        var puppet = _server.Puppet();
        await client.ChatAsync(puppet.Message, "puppet");

        var start = await client.NextAsync();
        Assert.Equal("reasoning_start", start.Type);
        Assert.Equal(["type", "seq", "run_id", "data"], start.Members);
        Assert.Equal(1, start.Seq);
        Assert.Equal(["agent", "message", "enable_reasoning"], start.DataMembers);
        Assert.Equal("puppet", start.Data.GetProperty("agent").GetString());
        Assert.Equal(puppet.Message, start.Data.GetProperty("message").GetString());
        Assert.True(start.Data.GetProperty("enable_reasoning").GetBoolean());
        puppet.Answer();
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Chat_WhenAStepHappens_SendsItBeforeTheNextOne()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, _) = await _server.StartPuppetAsync(client);
        foreach (var thought in new[] { "first", "second", "third" })
        {
            _ = puppet.Think(thought);

            // The next one does not happen until this one has been seen.
            Assert.Equal(thought, (await client.NextAsync()).Content);
        }

        puppet.Answer();
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Chat_WhenRunsOverlap_InterleavesTheirEventsAndKeepsThemApart()
    {
        await using var client = await _server.ConnectAsync();
        var (one, oneId) = await _server.StartPuppetAsync(client);
        var (two, twoId) = await _server.StartPuppetAsync(client);
        Assert.NotEqual(oneId, twoId);

        var events = new List<ServerMessage>();
        foreach (var (puppet, thought) in new[] { (one, "1a"), (two, "2a"), (one, "1b"), (two, "2b") })
        {
            _ = puppet.Think(thought);
            events.Add(await client.NextAsync());
        }

        two.Answer("two");
        events.AddRange(await client.UntilEndAsync());
        one.Answer("one");
        events.AddRange(await client.UntilEndAsync());

        Assert.Equal([oneId, twoId, oneId, twoId, twoId, twoId, oneId, oneId], events.Select(message => message.RunId));
        Assert.Equal(["1a", "2a", "1b", "2b", "two", null, "one", null], events.Select(message => message.Content));
        Assert.Equal(Enumerable.Range(3, 8).Select(seq => (long?)seq), events.Select(message => message.Seq));
    }

    [Fact]
    public async Task Chat_WhenTheSessionHasFourRuns_RefusesTheFifthAndOnlyThat()
    {
        await using var client = await _server.ConnectAsync();
        var puppets = new List<Puppet>();
        for (var i = 0; i < 4; i++)
            puppets.Add((await _server.StartPuppetAsync(client)).Puppet);

        await client.ChatAsync(_server.Puppet().Message, "puppet", id: "fifth");
        var error = await client.NextAsync();
        Assert.Equal("error", error.Type);
        Assert.Equal("too_many_runs", error.Code);
        Assert.Equal("fifth", error.ReplyTo);
        Assert.Null(error.RunId);
        Assert.Null(error.Seq);

        puppets[0].Answer();
        Assert.Equal("completed", (await client.UntilEndAsync())[^1].Status);
        puppets.Add((await _server.StartPuppetAsync(client)).Puppet);
        foreach (var puppet in puppets.Skip(1))
        {
            puppet.Answer();
            Assert.Equal("completed", (await client.UntilEndAsync())[^1].Status);
        }
    }

    [Fact]
    public async Task Chat_WhenReasoningIsOff_SendsStartResponseAndEnd()
    {
        await using var client = await _server.ConnectAsync();
        var puppet = _server.Puppet();
        await client.ChatAsync(puppet.Message, "puppet", enableReasoning: false);
        _ = puppet.Think("Not shown.");
        _ = puppet.Do(Use("call-1", "search"));
        puppet.Answer("Shown.", iteration: 3);

        var events = await client.UntilEndAsync();
        Assert.Equal(["reasoning_start", "response", "reasoning_complete"], events.Select(message => message.Type));
        Assert.Equal([1L, 2, 3], events.Select(message => message.Seq!.Value));
        Assert.False(events[0].Data.GetProperty("enable_reasoning").GetBoolean());
        Assert.Equal(["content"], events[1].DataMembers);
        Assert.Equal("Shown.", events[1].Content);
        Assert.Equal(3, events[2].Data.GetProperty("iterations").GetInt32());
    }

    [Fact]
    public async Task Chat_WhenReasoningIsOffAndTheRunIsInterrupted_SendsNoResponse()
    {
        await using var client = await _server.ConnectAsync();
        var puppet = _server.Puppet(ignoresCancellation: true);
        await client.ChatAsync(puppet.Message, "puppet", enableReasoning: false);
        await puppet.Started.InTime();
        await client.InterruptAsync();
        await puppet.Cancelled.InTime();
        puppet.Answer("Too late.");

        var events = (await client.UntilEndAsync()).Where(message => message.RunId is not null).ToList();
        Assert.Equal(["reasoning_start", "reasoning_complete"], events.Select(message => message.Type));
        Assert.Equal("interrupted", events[1].Status);
    }

    [Fact]
    public async Task Chat_WhenTheAgentCannotStream_SendsItsStepsInOrder()
    {
        await using var client = await _server.ConnectAsync();
        var events = await client.AskAsync(
            "Cats sleep a lot. Cats also hunt at night. Dogs bark. The cat is a small carnivore that people keep.", "summarizer");

        Assert.Equal(["thought", "thought", "final_answer"], events.Select(message => message.StepType).OfType<string>());
        Assert.Equal("completed", events[^1].Status);
        Assert.Equal(Enumerable.Range(1, 5).Select(seq => (long?)seq), events.Select(message => message.Seq));
    }

    [Fact]
    public async Task Chat_WhenTheResearcherIsAsked_SearchesAndAnswersWithCitations()
    {
        await using var client = await _server.ConnectAsync();
        await client.ChatAsync("What does the close code 4408 mean?");

        var events = await client.UntilEndAsync();
        Assert.Equal("reasoning_start", events[0].Type);
        Assert.Equal("researcher", events[0].Data.GetProperty("agent").GetString());
        var steps = events.Select(message => message.StepType).ToList();
        Assert.Contains("tool_use", steps);
        Assert.Contains("tool_result", steps);
        Assert.Equal("final_answer", steps[^2]);
        Assert.NotEmpty(events[^2].Data.GetProperty("citations").EnumerateArray());
        Assert.Equal("completed", events[^1].Status);
    }

    [Fact]
    public async Task Chat_WhenTheAgentThrows_EndsWithAgentFailedAndNoDetails()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client);
        puppet.Throw(new InvalidOperationException("Password=secret; at /home/user/Secret.cs"));

        var error = await client.NextAsync();
        Assert.Equal("error", error.Type);
        Assert.Equal(run, error.RunId);
        Assert.Equal("agent_failed", error.Code);
        Assert.Equal(["message", "code", "trace_id"], error.DataMembers);
        Assert.DoesNotContain("secret", error.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exception", error.Text, StringComparison.Ordinal);
        await client.PingAsync();
    }

    [Fact]
    public async Task Chat_WhenTheAgentFailsInItsOwnWords_PassesThemOn()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, _) = await _server.StartPuppetAsync(client);
        puppet.Throw(new AgentException(ErrorCode.MaxIterations, "No answer in ten turns."));

        var error = await client.NextAsync();
        Assert.Equal("max_iterations", error.Code);
        Assert.Equal("No answer in ten turns.", error.Data.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Chat_WhenTheAgentEndsWithoutAnAnswer_EndsWithAgentFailed()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, _) = await _server.StartPuppetAsync(client);
        puppet.Return();
        Assert.Equal("agent_failed", (await client.NextAsync()).Code);
    }

    [Fact]
    public async Task Chat_WhenOneRunFails_LetsTheOthersGoOn()
    {
        await using var client = await _server.ConnectAsync();
        var (bad, _) = await _server.StartPuppetAsync(client);
        var (good, goodId) = await _server.StartPuppetAsync(client);
        bad.Throw(new InvalidOperationException());
        Assert.Equal("agent_failed", (await client.NextAsync()).Code);

        good.Answer();
        var events = await client.UntilEndAsync();
        Assert.All(events, message => Assert.Equal(goodId, message.RunId));
        Assert.Equal("completed", events[^1].Status);
    }

    [Fact]
    public async Task Chat_WhenTheAgentIsUnknown_AnswersAgentNotFoundAndStartsNothing()
    {
        await using var client = await _server.ConnectAsync();
        await client.ChatAsync("Hello", "nobody", id: "m1");

        var error = await client.NextAsync();
        Assert.Equal(["type", "reply_to", "data"], error.Members);
        Assert.Equal("agent_not_found", error.Code);
        Assert.Equal("m1", error.ReplyTo);
        await client.PingAsync();
        Assert.Equal(1, (await client.AskAsync("steps=1", "load"))[0].Seq);
    }

    [Fact]
    public async Task Chat_WhenItHasAnId_IsAcceptedBeforeEveryEventOfItsRun()
    {
        await using var client = await _server.ConnectAsync();
        await using var observer = await _server.ConnectAsync(client.Session);
        await client.ChatAsync("steps=3", "load", id: "m1");

        var accepted = await client.NextAsync();
        Assert.Equal("accepted", accepted.Type);
        Assert.Equal(["type", "reply_to", "run_id", "data"], accepted.Members);
        Assert.Equal("m1", accepted.ReplyTo);
        Assert.Equal("""{"duplicate":false}""", accepted.Data.GetRawText());

        var events = await client.UntilEndAsync();
        Assert.All(events, message => Assert.Equal(accepted.RunId, message.RunId));
        Assert.DoesNotContain(events, message => message.Type == "accepted");
        Assert.DoesNotContain(await observer.UntilEndAsync(), message => message.Type == "accepted");
    }

    [Fact]
    public async Task Chat_WhenManyAreSentAtOnce_AcceptsEachBeforeItsEvents()
    {
        await using var client = await _server.ConnectAsync();
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 4; i++)
                await client.ChatAsync("steps=2", "load", id: $"{round}.{i}");

            // A run may be over before the next is asked for: four places are always enough.
            var known = new HashSet<string>();
            var ends = 0;
            var replies = new List<string?>();
            while (ends < 4)
            {
                var message = await client.NextAsync();
                if (message.Type == "accepted")
                {
                    known.Add(message.RunId!);
                    replies.Add(message.ReplyTo);
                }

                Assert.Contains(message.RunId!, known);
                ends += message.IsTerminal ? 1 : 0;
            }

            Assert.Equal(Enumerable.Range(0, 4).Select(i => $"{round}.{i}"), replies);
        }
    }

    [Fact]
    public async Task Chat_WhenItHasNoId_IsNotAccepted()
    {
        await using var client = await _server.ConnectAsync();
        Assert.Equal("reasoning_start", (await client.AskAsync("steps=1", "load"))[0].Type);
    }

    [Fact]
    public async Task Chat_WhenTheConnectionGoes_LetsTheRunEnd()
    {
        var client = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client);
        await client.DisposeAsync();
        await Limit.UntilAsync(() => !_server.Connections.Sessions.Any(key => key.Id.Value == client.Session), "the connection has gone");
        Assert.True(_server.IsOpen(client.Session));

        await using var later = await _server.ConnectAsync(client.Session, "after=0");
        puppet.Answer();
        var events = await later.UntilEndAsync();
        Assert.Equal(run, events[^1].RunId);
        Assert.Equal("completed", events[^1].Status);
    }

    internal static ToolUseStep Use(string callId, string tool, int iteration = 1)
    {
        using var arguments = System.Text.Json.JsonDocument.Parse("""{"query":"x"}""");
        return new ToolUseStep($"Calling {tool}.", iteration, callId, tool, arguments.RootElement);
    }
}
