using Microsoft.Extensions.Time.Testing;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Domain.Runs;

public sealed class RunIdTests
{
    [Fact]
    public void ToString_WhenParsed_IsTheSameRun()
    {
        var run = RunId.New(TimeProvider.System);

        Assert.True(RunId.TryParse(run.ToString(), out var parsed));
        Assert.Equal(run, parsed);
        Assert.Equal(32, run.ToString().Length);
    }

    [Fact]
    public void New_WhenLater_SortsAfter()
    {
        var time = new FakeTimeProvider(Some.Time);
        var first = RunId.New(time);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(string.CompareOrdinal(first.ToString(), RunId.New(time).ToString()) < 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("run-1")]
    [InlineData("0195f3b8-3d2c-7f00-8000-000000000000")]
    [InlineData("0195f3b83d2c7f00800000000000000g")]
    public void TryParse_WhenItIsNoRunId_Refuses(string? text) => Assert.False(RunId.TryParse(text, out _));
}
