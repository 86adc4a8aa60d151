using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents.Loop;
using Reasoning.UnitTests.Agents.Loop;
using Reasoning.UnitTests.Support;
using static Reasoning.UnitTests.Agents.Loop.ScriptedClient;

namespace Reasoning.UnitTests.Application.Diagnostics;

/// <summary>What the loop tells of models and tools. Names are this test's own: others record at the same time.</summary>
public sealed class LoopTelemetryTests : IDisposable
{
    private const string Secret = "what nobody may read";

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly Spans _spans = new();
    private readonly AgentFigures _figures = new();
    private readonly string _model = $"model-{Guid.NewGuid():N}";
    private readonly string _tool = $"tool_{Guid.NewGuid():N}";
    private Func<CancellationToken, Task<string>> _work = _ => Task.FromResult(Secret);

    public void Dispose()
    {
        _spans.Dispose();
        _figures.Dispose();
    }

    [Fact]
    public async Task Model_WhenItAnswers_HasASpanAndFigures()
    {
        var client = new ScriptedClient([Say(Secret), Used(30, 12), End()])
        {
            BeforeLastUpdate = _ =>
            {
                _time.Advance(TimeSpan.FromSeconds(3));
                return Task.CompletedTask;
            },
        };
        await RunAsync(client);

        var span = Assert.Single(_spans.With("gen_ai.request.model", _model));
        Assert.Equal(($"chat {_model}", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            ["gen_ai.operation.name=chat", "gen_ai.provider.name=acme", $"gen_ai.request.model={_model}", "gen_ai.response.finish_reasons=stop", "gen_ai.usage.input_tokens=30", "gen_ai.usage.output_tokens=12"],
            Tags(span));

        const string Common = "gen_ai.operation.name=chat gen_ai.provider.name=acme";
        Assert.Equal([(3, Common)], Figures("gen_ai.client.operation.duration"));
        Assert.Equal([(0, Common)], Figures("gen_ai.client.operation.time_to_first_chunk"));
        Assert.Equal([(30, $"{Common} gen_ai.token.type=input"), (12, $"{Common} gen_ai.token.type=output")], Figures("gen_ai.client.token.usage"));
    }

    [Fact]
    public async Task Model_WhenItIsAskedAgain_HasASpanForEachAttempt()
    {
        using var run = new Activity("run").Start();
        var client = new FailingClient([() => throw new ModelException(ModelFailure.RateLimited)], [() => Say("ok"), () => End()]);
        var running = RunAsync(client);
        await Test.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return running.IsCompleted;
        });
        await running;

        var spans = _spans.With("gen_ai.request.model", _model);
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Unset], spans.Select(span => span.Status));
        Assert.Equal(["rate_limited", null], spans.Select(span => span.GetTagItem("error.type")));
        Assert.All(spans, span => Assert.Equal(run.SpanId, span.ParentSpanId));
        Assert.Contains("error.type=rate_limited", Figures("gen_ai.client.operation.duration")[0].Tags, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_WhenTheRunIsStopped_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var client = new ScriptedClient([Say("Half"), End()])
        {
            BeforeLastUpdate = async token =>
            {
                await stop.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(client, stop.Token));

        var span = Assert.Single(_spans.With("gen_ai.request.model", _model));
        Assert.Equal(("cancelled", ActivityStatusCode.Unset), (span.GetTagItem("error.type"), span.Status));
        Assert.EndsWith("error.type=cancelled", Assert.Single(Figures("gen_ai.client.operation.duration")).Tags, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_WhenItHasAResult_HasASpanAndAFigure()
    {
        using var run = new Activity("run").Start();
        await RunAsync(new ScriptedClient([Call(_tool, "c7", ("input", Secret)), End()], [Say("ok"), End()]));

        var span = Assert.Single(_spans.With("gen_ai.tool.name", _tool));
        Assert.Equal(($"execute_tool {_tool}", run.SpanId, ActivityStatusCode.Unset), (span.DisplayName, span.ParentSpanId, span.Status));
        Assert.Equal(["gen_ai.operation.name=execute_tool", "gen_ai.tool.call.id=c7", $"gen_ai.tool.name={_tool}"], Tags(span));
        Assert.Equal([(0, "gen_ai.operation.name=execute_tool")], ToolFigures());
    }

    [Fact]
    public async Task Tool_WhenItFails_SaysSo()
    {
        _work = _ => throw new InvalidOperationException(Secret);
        await RunAsync(new ScriptedClient([Call(_tool), End()], [Say("ok"), End()]));

        var span = Assert.Single(_spans.With("gen_ai.tool.name", _tool));
        Assert.Equal(("tool_error", ActivityStatusCode.Error), (span.GetTagItem("error.type"), span.Status));
        Assert.Equal([(0, "gen_ai.operation.name=execute_tool error.type=tool_error")], ToolFigures());
    }

    [Fact]
    public async Task Tool_WhenTheRunIsStopped_IsCancelled()
    {
        using var stop = new CancellationTokenSource();
        _work = async token =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
            return "";
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync(new ScriptedClient([Call(_tool), End()], [Say("ok"), End()]), stop.Token));

        Assert.Equal([(0, "gen_ai.operation.name=execute_tool error.type=cancelled")], ToolFigures());
    }

    [Fact]
    public async Task Tool_WhenTheModelMadeItUp_IsNotNamed()
    {
        var id = $"call-{Guid.NewGuid():N}";
        await RunAsync(new ScriptedClient([Call(Secret, id), End()], [Say("ok"), End()]));

        var span = Assert.Single(_spans.With("gen_ai.tool.call.id", id));
        Assert.Equal(("execute_tool unknown", "unknown"), (span.DisplayName, span.GetTagItem("gen_ai.tool.name")));
        Assert.NotEmpty(_figures.Of("gen_ai.execute_tool.duration", "gen_ai.tool.name=unknown"));
        Assert.Empty(_figures.Of("gen_ai.execute_tool.duration", Secret));
    }

    private async Task RunAsync(IChatClient client, CancellationToken? token = null)
    {
        var tool = AIFunctionFactory.Create((CancellationToken stop, string? input = null) => _work(stop), _tool);
        var loop = new AgentLoop(new NamedClient(client, _model), [tool], new AgentLoopOptions(), _time, NullLogger<AgentLoop>.Instance);
        await foreach (var _ in loop.RunAsync([new ChatMessage(ChatRole.User, Secret)], [], token ?? Test.Token))
        {
        }
    }

    private IReadOnlyList<(double Value, string Tags)> Figures(string instrument) => _figures.Of(instrument, $"gen_ai.request.model={_model}");

    private IReadOnlyList<(double Value, string Tags)> ToolFigures() => _figures.Of("gen_ai.execute_tool.duration", $"gen_ai.tool.name={_tool}");

    private static IEnumerable<string> Tags(Activity span) => span.TagObjects
        .Select(tag => $"{tag.Key}={(tag.Value is string[] list ? string.Join(',', list) : tag.Value)}")
        .Order(StringComparer.Ordinal);
}
