using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Agents.Remote;
using Reasoning.UnitTests.Support;
using static Reasoning.UnitTests.Agents.Remote.ScriptedRemote;

namespace Reasoning.UnitTests.Agents.Remote;

public sealed class RemoteAgentTests
{
    [Fact]
    public async Task Run_WhenItBegins_PostsAllThatTheAgentHasToKnow()
    {
        var remote = Saying(Step(Answer));
        var options = new RemoteAgentOptions { Url = new Uri("https://remote.example/run?x=1"), Headers = { ["Authorization"] = "Bearer secret" } };
        var context = new RunContext(Some.Run, Some.Request) { Conversation = [new ConversationTurn("Before?", "Yes."), new ConversationTurn("And?", null)] };
        await remote.Agent(options).RunAsync(context, Test.Token).ToListAsync(Test.Token);

        Assert.Equal((HttpMethod.Post, options.Url), (remote.Request!.Method, remote.Request.RequestUri));
        Assert.Equal("Bearer secret", remote.Request.Headers.Authorization!.ToString());
        Assert.Equal("text/event-stream", remote.Request.Headers.Accept.ToString());
        Assert.Equal("application/json", remote.Request.Content!.Headers.ContentType!.ToString());
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse($$"""
            {
              "run_id": "{{Some.Run}}", "agent_name": "researcher", "message": "What is a session?", "enable_reasoning": true,
              "conversation": [{ "message": "Before?", "answer": "Yes." }, { "message": "And?" }],
              "iterations": 0, "notes": [], "open_calls": []
            }
            """),
            JsonElement.Parse(remote.Body!)), remote.Body);
    }

    [Fact]
    public async Task Run_WhenItSendsEveryKindOfEvent_GivesThemInOrder()
    {
        var remote = Saying(
            ": hello\n\n",
            Event("delta", """{"step_type":"thought","content":"H"}"""),
            Step("""{"type":"thought","content":"Hm.","iteration":1,"later":"member"}"""),
            Step("""{"type":"tool_use","content":"Look.","iteration":2,"tool_call_id":"a","tool_name":"look","arguments":{"x":[1]}}"""),
            Step("""{"type":"tool_result","content":"Seen.","tool_call_id":"a","is_error":true}"""),
            Step("""{"type":"error","content":"Well."}"""),
            Event("usage", """{"input_tokens":3,"output_tokens":4}"""),
            Event("delta", """{"step_type":"text","content":"D","is_anew":true}"""),
            Step("""{"type":"final_answer","content":"Done.","iteration":3,"citations":[{"source":"a.md","heading":"A"},{"source":"b.md"}]}"""),
            "event: nobody reads this\ndata: {\n\n");
        var outputs = await remote.Agent().RunAsync(AgentRuns.Context("Go."), Test.Token).ToListAsync(Test.Token);

        Assert.Equal(new AgentDelta(DeltaKind.Thought, 1, "H"), outputs[0]);
        Assert.Equal(new AgentStep(new ThoughtStep("Hm.", 1)), outputs[1]);
        var use = Assert.IsType<ToolUseStep>(Assert.IsType<AgentStep>(outputs[2]).Step);
        Assert.Equal(("Look.", 2, "a", "look", """{"x":[1]}"""), (use.Content, use.Iteration, use.ToolCallId, use.ToolName, use.Arguments.GetRawText()));
        Assert.Equal(new AgentStep(new ToolResultStep("Seen.", 2, "a", "look", IsError: true)), outputs[3]);
        Assert.Equal(new AgentStep(new ErrorStep("Well.", 2)), outputs[4]);
        Assert.Equal(new AgentUsage(new TokenUsage(3, 4, null, null)), outputs[5]);
        Assert.Equal(new AgentDelta(DeltaKind.Text, 2, "D", IsAnew: true), outputs[6]);
        var answer = Assert.IsType<FinalAnswerStep>(Assert.IsType<AgentStep>(outputs[7]).Step);
        Assert.Equal(("Done.", 3), (answer.Content, answer.Iteration));
        Assert.Equal([new Citation("a.md", "A"), new Citation("b.md", "")], answer.Citations);
        Assert.Equal(8, outputs.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "text/event-stream", "The remote agent refused the run (status 500).")]
    [InlineData(HttpStatusCode.NoContent, "text/event-stream", "The remote agent refused the run (status 204).")]
    [InlineData(HttpStatusCode.Redirect, "text/event-stream", "The remote agent refused the run (status 302).")]
    [InlineData(HttpStatusCode.OK, "application/json", "The remote agent answered in a form that is not understood.")]
    [InlineData(HttpStatusCode.OK, "", "The remote agent answered in a form that is not understood.")]
    public async Task Run_WhenTheAnswerIsNoStream_Fails(HttpStatusCode status, string contentType, string message)
    {
        var remote = new ScriptedRemote { Status = status, ContentType = contentType };
        await FailsAsync(remote.Agent(), message);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, "The remote agent cannot be reached.")]
    [InlineData(HttpRequestError.SecureConnectionError, "The remote agent cannot be reached.")]
    [InlineData(HttpRequestError.Unknown, "The remote agent broke off before it had answered.")]
    [InlineData(HttpRequestError.ResponseEnded, "The remote agent broke off before it had answered.")]
    [InlineData(HttpRequestError.InvalidResponse, "The remote agent answered in a form that is not understood.")]
    public async Task Run_WhenTheRequestFails_SaysWhatOfItAUserMayKnow(HttpRequestError error, string message)
    {
        var remote = new ScriptedRemote { Before = _ => throw new HttpRequestException(error, "secret.example:123") };
        await FailsAsync(remote.Agent(), message);
    }

    [Fact]
    public async Task Run_WhenNoAnswerBegins_FailsAfterTheConnectTimeout()
    {
        var time = new FakeTimeProvider();
        var remote = new ScriptedRemote { Time = time, Before = stop => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop) };
        var run = FailsAsync(remote.Agent(new RemoteAgentOptions { ConnectTimeout = TimeSpan.FromSeconds(3) }), "The remote agent did not answer in time.");
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(run.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await run.InTime();
    }

    [Fact]
    public async Task Run_WhenNothingArrives_FailsAfterTheSilence()
    {
        var time = new FakeTimeProvider();
        var pipe = new Pipe();
        var remote = new ScriptedRemote(new StreamContent(pipe.Reader.AsStream())) { Time = time };
        await using var run = remote.Agent(new RemoteAgentOptions { Silence = TimeSpan.FromSeconds(5) })
            .RunAsync(AgentRuns.Context("Go."), Test.Token).GetAsyncEnumerator(Test.Token);

        for (var count = 0; count < 3; count++)
        {
            var next = run.MoveNextAsync().AsTask();
            time.Advance(TimeSpan.FromSeconds(4.9));
            Assert.False(next.IsCompleted);
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(Step("""{"type":"thought","content":"Hm."}""")), Test.Token);
            Assert.True(await next.InTime());

            // Nobody waits for it now.
            time.Advance(TimeSpan.FromSeconds(60));
        }

        var silent = run.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(5));
        var failure = await Assert.ThrowsAsync<AgentException>(() => silent.InTime());
        Assert.Equal("The remote agent said nothing for too long.", failure.Message);
    }

    [Fact]
    public async Task Run_WhenItIsStopped_IsNoFailureAndTheStreamIsClosed()
    {
        var pipe = new Pipe();
        var remote = new ScriptedRemote(new StreamContent(pipe.Reader.AsStream()));
        using var stop = new CancellationTokenSource();
        await using (var run = remote.Agent().RunAsync(AgentRuns.Context("Go."), stop.Token).GetAsyncEnumerator(stop.Token))
        {
            var next = run.MoveNextAsync().AsTask();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.InTime());
        }

        Assert.True((await pipe.Writer.WriteAsync(new byte[1], Test.Token)).IsCompleted);
    }

    [Fact]
    public async Task Run_WhenTheStreamEndsWithoutAnAnswer_Fails() => await FailsAsync(
        Saying(Step("""{"type":"thought","content":"Hm."}"""), "event: step\ndata: " + Answer).Agent(),
        "The remote agent broke off before it had answered.");

    [Fact]
    public async Task Run_WhenTheStreamBreaks_Fails()
    {
        var pipe = new Pipe();
        await pipe.Writer.CompleteAsync(new IOException("secret"));
        await FailsAsync(
            new ScriptedRemote(new StreamContent(pipe.Reader.AsStream())).Agent(), "The remote agent broke off before it had answered.");
    }

    [Theory]
    [InlineData(256, 1_000_000, 1_000, "The remote agent said more than it may: 256 bytes in one event.")]
    [InlineData(1_000, 2_000, 1_000, "The remote agent said more than it may: 2000 bytes in all.")]
    [InlineData(1_000, 1_000_000, 20, "The remote agent said more than it may: 20 steps.")]
    public async Task Run_WhenItSaysTooMuch_Fails(int maxEventBytes, int maxBytes, int maxSteps, string message)
    {
        var thought = Step($$"""{"type":"thought","content":"{{new string('x', 300)}}"}""");
        var remote = Saying(Enumerable.Repeat(thought, 21).Append(Step(Answer)));
        var options = new RemoteAgentOptions { MaxEventBytes = maxEventBytes, MaxBytes = maxBytes, MaxSteps = maxSteps };
        await FailsAsync(remote.Agent(options), message);
    }

    [Fact]
    public async Task Run_WhenItContinues_IsToldItsNotesAndWhichCallsAreOpen()
    {
        var first = Saying(
            Step("""{"type":"thought","content":"Hm.","iteration":1,"note":"one"}"""),
            Step("""{"type":"tool_use","content":"Look.","iteration":1,"tool_call_id":"a","tool_name":"look"}"""),
            Step("""{"type":"tool_use","content":"Look.","iteration":1,"tool_call_id":"b","tool_name":"find","note":"two\u0000"}"""),
            Step("""{"type":"tool_result","content":"Seen.","iteration":2,"tool_call_id":"a"}"""));
        List<string> notes = [];
        await Assert.ThrowsAsync<AgentException>(async () =>
        {
            await foreach (var output in first.Agent(new RemoteAgentOptions(), AgentRecovery.Continue).RunAsync(AgentRuns.Context("Go."), Test.Token))
            {
                if (output is AgentStep { Note: { } note })
                    notes.Add(note);
            }
        });

        var second = Saying(
            Step("""{"type":"tool_result","content":"Found.","tool_call_id":"b"}"""), Step(Answer));
        var steps = await AgentRuns.StepsAsync(second.Agent(new RemoteAgentOptions(), AgentRecovery.Continue)
            .RunAsync(AgentRuns.Context("Go.", iterations: 2, notes), Test.Token));

        var body = JsonElement.Parse(second.Body!);
        Assert.Equal(2, body.GetProperty("iterations").GetInt32());
        Assert.Equal(["one", "two\0"], body.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
        Assert.Equal("""[{"tool_call_id":"b","tool_name":"find"}]""", body.GetProperty("open_calls").GetRawText());
        Assert.Equal(new ToolResultStep("Found.", 2, "b", "find", IsError: false), steps[0]);

        // What was called before is not called again, and no step goes back.
        await FailsAsync(
            Saying(Step("""{"type":"tool_use","content":"Look.","tool_call_id":"a","tool_name":"look"}""")).Agent(), "The remote agent sent two tool calls with one id.", notes);
    }

    [Fact]
    public async Task Run_WhenItCannotContinue_StoresNoNotes()
    {
        var remote = Saying(Step("""{"type":"thought","content":"Hm.","note":"one"}"""), Step(Answer));
        var outputs = await remote.Agent().RunAsync(AgentRuns.Context("Go."), Test.Token).ToListAsync(Test.Token);
        Assert.All(outputs, output => Assert.Null(Assert.IsType<AgentStep>(output).Note));
    }

    private static async Task FailsAsync(RemoteAgent agent, string message, params IReadOnlyList<string> notes)
    {
        var failure = await Assert.ThrowsAsync<AgentException>(async () =>
            await agent.RunAsync(AgentRuns.Context("Go.", iterations: 0, notes), Test.Token).ToListAsync(Test.Token));
        Assert.Equal((ErrorCode.AgentFailed, message), (failure.Code, failure.Message));
    }
}
