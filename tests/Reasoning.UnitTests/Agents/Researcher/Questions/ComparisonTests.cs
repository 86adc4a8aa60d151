using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.UnitTests.Agents.Researcher.Questions;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("What is the difference between a session and a run?", "session", "run")]
    [InlineData("How is npm ci different from npm install?", "npm ci", "npm install")]
    [InlineData("How do deltas and steps differ?", "deltas", "steps")]
    [InlineData("shallow vs. deep copies", "shallow", "deep copies")]
    [InlineData("Compare SQLite with PostgreSQL", "SQLite", "PostgreSQL")]
    [InlineData("Should I use a socket or a stream?", "socket", "stream")]
    [InlineData("What sets a tuple apart from a list?", "tuple", "list")]
    [InlineData("When should I use a stream instead of a socket?", "stream", "socket")]
    [InlineData("How can one tell a tag from a branch?", "tag", "branch")]
    [InlineData("json or jsonb, what's the difference?", "json", "jsonb")]
    public void Find_WhenTwoThingsAreCompared_HasBoth(string question, string first, string second) =>
        Assert.Equal((first, second), Comparison.Find(question));

    [Theory]
    [InlineData("What is a session?")]
    [InlineData("Can I use a socket or a stream?")]
    [InlineData("Compare an archive with what's on disk")]
    [InlineData("What lies between the client and the agent?")]
    [InlineData("Why is the epoch kept rather than the term?")]
    public void Find_WhenNothingIsCompared_HasNone(string question) => Assert.Null(Comparison.Find(question));

    [Fact]
    public void Parse_WhenOneSideLeavesOutTheNoun_TakesItFromTheOther()
    {
        var question = Question.Parse("What is the difference between annotated and lightweight tags?");

        Assert.Equal(["annotated", "lightweight tags"], question.Sides.Select(side => side.Name));
        Assert.Equal(["annotated ~tags", "lightweight tags"], question.Sides.Select(side => side.Query));
        Assert.Equal(AnswerType.Contrast, question.Asks);
    }

    [Fact]
    public void Parse_WhenThereIsMoreThanTheTwoThings_SearchesForEachTogetherWithIt()
    {
        var question = Question.Parse("repokey or keyfile, what is the difference in borg?");

        Assert.Equal(["repokey", "keyfile"], question.Sides.Select(side => side.Name));
        Assert.All(question.Sides, side => Assert.Contains("borg", side.Query, StringComparison.Ordinal));
        Assert.Equal(["keyfile", "repokey"], question.Sides.Select(side => Assert.Single(side.Against).Text));
    }
}
