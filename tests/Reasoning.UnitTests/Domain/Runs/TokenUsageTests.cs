using Reasoning.Domain.Runs;

namespace Reasoning.UnitTests.Domain.Runs;

public sealed class TokenUsageTests
{
    [Fact]
    public void Plus_WhenBothTell_Adds()
    {
        var sum = new TokenUsage(1, 2, 3, 4).Plus(new TokenUsage(10, 20, 30, 40));

        Assert.Equal(new TokenUsage(11, 22, 33, 44), sum);
    }

    [Fact]
    public void Plus_WhenOneSideIsSilent_KeepsWhatTheOtherTells()
    {
        var sum = new TokenUsage(1, null, null, 4).Plus(new TokenUsage(null, 20, null, 40));

        Assert.Equal(new TokenUsage(1, 20, null, 44), sum);
    }

    [Fact]
    public void Plus_WhenThereIsNoOther_ChangesNothing()
    {
        var usage = new TokenUsage(1, null, 0, 4);

        Assert.Equal(usage, usage.Plus(null));
    }
}
