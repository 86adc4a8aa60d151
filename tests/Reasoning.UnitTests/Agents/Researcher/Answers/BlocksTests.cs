using Reasoning.Infrastructure.Agents.Researcher.Answers;

namespace Reasoning.UnitTests.Agents.Researcher.Answers;

public sealed class BlocksTests
{
    [Fact]
    public void Split_KeepsAFenceWholeAndWithWhatIntroducesIt()
    {
        var blocks = Blocks.Split("One.\n\nRun this:\n\n```\na\n\nb\n```\n\nThree.");

        Assert.Equal(["One.", "Run this:\n\n```\na\n\nb\n```", "Three."], blocks);
    }

    [Fact]
    public void Around_WhenTheBlockIsShort_TakesWhatFollowsThenWhatComesBefore()
    {
        Assert.Equal("b\n\nc", Blocks.Around(["b", "c"], 0, 800, _ => 0));
        Assert.Equal("a\n\nb\n\nc", Blocks.Around(["a", "b", "c"], 2, 800, _ => 0));
    }

    [Fact]
    public void Around_WhenTheBlockIsFarFromTheBeginning_PutsTheBeginningAheadAndMarksTheGap()
    {
        string[] blocks = ["What this is about.", new('x', 1300), new('y', 1200), "z"];

        var text = Blocks.Around(blocks, 2, 800, _ => 0);

        Assert.StartsWith("What this is about.\n\n…\n\nyyy", text, StringComparison.Ordinal);
        Assert.DoesNotContain("x", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Around_WhenTheBlockIsVeryLong_KeepsTheLinesThatMatter()
    {
        var lines = Enumerable.Range(0, 500).Select(i => i == 321 ? "the needle" : $"line {i} of hay");

        var text = Blocks.Around([string.Join('\n', lines)], 0, 800, line => line.Contains("needle", StringComparison.Ordinal) ? 1 : 0);

        Assert.Equal("line 0 of hay\n…\nthe needle\n…", text);
    }

    [Fact]
    public void Around_WhenMoreLinesMatterThanThereIsRoomFor_KeepsThoseThatMatterMost()
    {
        var lines = Enumerable.Range(0, 500).Select(i => i == 321 ? "the needle" : $"line {i} of hay");

        var text = Blocks.Around([string.Join('\n', lines)], 0, 800, line => line.Contains("needle", StringComparison.Ordinal) ? 1 : 0.5);

        Assert.Contains("\nthe needle\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1000, 2000);
    }

    [Fact]
    public void Lines_WhatStandsInAFence_IsCode() =>
        Assert.Equal(
            [("One.", false), ("```", true), ("a = 1", true), ("```", true), ("Two.", false)],
            Blocks.Lines("One.\n```\na = 1\n```\nTwo."));
}
