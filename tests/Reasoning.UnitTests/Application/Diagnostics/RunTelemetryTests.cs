using System.Diagnostics;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Diagnostics;

/// <summary>What a run tells of itself, whoever ends it.</summary>
public sealed class RunTelemetryTests : IDisposable
{
    private const string Duration = "gen_ai.invoke_agent.duration";

    private readonly Spans _spans = new();
    private readonly SessionsHarness _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _spans.Dispose();
    }

    [Fact]
    public async Task Run_WhenItCompletes_HasATraceOfItsOwnWithALinkToWhoAsked()
    {
        using var request = new Activity("request").Start();
        var run = await _server.StartAsync().InTime();
        Assert.Same(request, Activity.Current);
        _server.Time.Advance(TimeSpan.FromSeconds(2));
        await _server.SayAsync(run, Some.Completed() with { Usage = new TokenUsage(3, 4, null, null) });
        _server.End(run);
        var span = await SpanAsync(run);

        Assert.Equal(("invoke_agent researcher", default, ActivityStatusCode.Unset), (span.DisplayName, span.ParentSpanId, span.Status));
        Assert.NotEqual(request.TraceId, span.TraceId);
        Assert.Equal(request.Context, Assert.Single(span.Links).Context);
        Assert.Equal(
            ["gen_ai.agent.name=researcher", "gen_ai.conversation.id=some-session", "gen_ai.operation.name=invoke_agent", "gen_ai.usage.input_tokens=3", "gen_ai.usage.output_tokens=4", "reasoning.outcome=completed", "reasoning.run.attempt=1", $"reasoning.run.id={run}"],
            span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        Assert.Equal([(2.0, "gen_ai.agent.name=researcher reasoning.outcome=completed")], Records(Duration));
        Assert.Equal([(0.0, "gen_ai.agent.name=researcher reasoning.outcome=completed")], Records("reasoning.run.iterations"));
        Assert.Empty(Records("reasoning.run.stop.duration"));
    }

    [Fact]
    public async Task Run_WhenTheServerFailsInIt_IsFoundByItsTrace()
    {
        _server.Work = (_, _) => throw new InvalidOperationException("It broke.");
        var client = await _server.FollowAsync();
        var run = await _server.StartAsync().InTime();
        var error = (await client.UntilAsync("error"))[^1].GetProperty("data");
        var span = await SpanAsync(run);

        Assert.Equal(span.TraceId.ToHexString(), error.GetProperty("trace_id").GetString());
        Assert.Contains(span.TraceId.ToHexString(), Assert.Single(_server.RunLog.Errors), StringComparison.Ordinal);
        Assert.Equal(("internal", ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
        Assert.Equal([(0.0, "gen_ai.agent.name=researcher reasoning.outcome=failed error.type=internal")], Records(Duration));
    }

    [Fact]
    public async Task Run_WhenItTakesTooLong_IsFoundByItsTrace()
    {
        var client = await _server.FollowAsync();
        var run = await _server.StartAsync().InTime();
        await client.UntilAsync("reasoning_start");
        await Test.UntilAsync(() => _server.Registry.Find(run) is not null);
        _server.Time.Advance(_server.Options.Timeout);
        var error = (await client.UntilAsync("error"))[^1].GetProperty("data");
        var span = await SpanAsync(run);

        Assert.Equal(span.TraceId.ToHexString(), error.GetProperty("trace_id").GetString());
        Assert.Contains(_server.RunLog.Lines, line => line.Text.Contains(span.TraceId.ToHexString(), StringComparison.Ordinal));
        await Test.UntilAsync(() => Records("reasoning.run.stop.duration").Count == 1);
        Assert.Equal([(0.0, "gen_ai.agent.name=researcher reasoning.stop.reason=timed_out")], Records("reasoning.run.stop.duration"));
        Assert.Equal([(600.0, "gen_ai.agent.name=researcher reasoning.outcome=failed error.type=agent_timeout")], Records(Duration));
    }

    [Fact]
    public async Task Run_WhenItsWorkIgnoresAnInterrupt_TellsWhenItReallyStopped()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Work = (_, _) => stopped.Task;
        var run = await _server.StartAsync().InTime();
        await _server.Sessions.InterruptAsync(Some.Session, run, Test.Token).InTime();
        _server.Time.Advance(_server.Options.InterruptGrace);
        var span = await SpanAsync(run);
        Assert.Equal(("interrupted", ActivityStatusCode.Unset), (span.GetTagItem("reasoning.outcome"), span.Status));
        Assert.Empty(Records("reasoning.run.stop.duration"));

        _server.Time.Advance(TimeSpan.FromSeconds(5));
        stopped.SetResult();
        await Test.UntilAsync(() => Records("reasoning.run.stop.duration").Count == 1);
        Assert.Equal([(5.2, "gen_ai.agent.name=researcher reasoning.stop.reason=interrupted")], Records("reasoning.run.stop.duration"));
    }

    [Fact]
    public async Task Run_WhenItIsLeftToTheNextOwner_IsParked()
    {
        _server.Store.IsDurable = true;
        var run = await _server.StartAsync().InTime();
        await Test.UntilAsync(() => _server.Registry.Find(run) is not null);
        await _server.Sessions.DrainAsync(Test.Token).InTime();

        Assert.Equal("parked", (await SpanAsync(run)).GetTagItem("reasoning.outcome"));
        Assert.Equal([(0.0, "gen_ai.agent.name=researcher reasoning.outcome=parked")], Records(Duration));
    }

    private async Task<Activity> SpanAsync(RunId run)
    {
        await Test.UntilAsync(() => _spans.With("reasoning.run.id", run.ToString()).Count == 1);
        return _spans.With("reasoning.run.id", run.ToString())[0];
    }

    private IReadOnlyList<(double Value, string Tags)> Records(string name) =>
        [.. _server.Metrics.Records.Where(record => record.Name == name).Select(record => (record.Value, record.Tags))];
}
