using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Agents.Load;

namespace Reasoning.UnitTests.Agents.Load;

public class LoadAgentTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_WhenAskedForSteps_ThinksThemAndAnswers()
    {
        var steps = await AgentRuns.AskAsync(new LoadAgent(_time), "steps=3 size=10");

        Assert.Equal([1, 2, 3], steps.OfType<ThoughtStep>().Select(step => step.Iteration));
        Assert.All(steps.SkipLast(1), step => Assert.Equal(10, step.Content.Length));
        Assert.Same(steps[0].Content, steps[1].Content);
        Assert.Equal("Done: 3 steps.", Assert.IsType<FinalAnswerStep>(steps[^1]).Content);
    }

    [Fact]
    public async Task RunAsync_WhenItContinues_GoesOnAfterItsCommittedThoughts()
    {
        var context = AgentRuns.Context("steps=4", iterations: 2);

        var steps = await AgentRuns.StepsAsync(new LoadAgent(_time).RunAsync(context, TestContext.Current.CancellationToken));

        Assert.Equal([3, 4, 4], steps.Select(step => step.Iteration));
    }

    [Fact]
    public async Task RunAsync_WhenToldToDelay_WaitsBeforeEachStep()
    {
        await using var steps = new LoadAgent(_time).RunAsync(AgentRuns.Context("steps=1 delay=500"), TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var next = steps.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next);
    }

    [Fact]
    public async Task RunAsync_WhenToldToFail_ThrowsInPlaceOfThatStep()
    {
        var seen = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in new LoadAgent(_time).RunAsync(AgentRuns.Context("steps=5 fail=3"), TestContext.Current.CancellationToken))
                seen++;
        });

        Assert.Equal(2, seen);
    }

    [Theory]
    [InlineData("steps=5", 2)]
    [InlineData("steps=5 stubborn=true", 6)]
    public async Task RunAsync_WhenStopped_StopsUnlessStubborn(string message, int expected)
    {
        using var stop = new CancellationTokenSource();
        var seen = 0;
        try
        {
            await foreach (var _ in new LoadAgent(_time).RunAsync(AgentRuns.Context(message), stop.Token))
            {
                if (++seen == 2)
                    await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Equal("steps=5", message);
        }

        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("delay=5")]
    [InlineData("steps=0")]
    [InlineData("steps=-1")]
    [InlineData("steps=99999999999")]
    [InlineData("steps=1000001")]
    [InlineData("steps=1 size=0")]
    [InlineData("steps=1 delay=60001")]
    [InlineData("steps=1 stubborn=maybe")]
    [InlineData("steps=1 unknown=1")]
    public async Task RunAsync_WhenMessageIsNoOrder_SaysWhatItMustBe(string message)
    {
        var failure = await Assert.ThrowsAsync<AgentException>(() => AgentRuns.AskAsync(new LoadAgent(_time), message));

        Assert.Equal(ErrorCode.AgentFailed, failure.Code);
        Assert.StartsWith("The message must be: steps=N", failure.Message, StringComparison.Ordinal);
    }
}
