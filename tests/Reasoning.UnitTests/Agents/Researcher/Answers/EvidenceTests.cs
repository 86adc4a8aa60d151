using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Answers;
using Reasoning.Infrastructure.Agents.Researcher.Questions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Agents.Researcher.Answers;

public sealed class EvidenceTests
{
    [Fact]
    public async Task Rate_HoweverManyEmptyLinesCodeHas_TakesNoLongTime()
    {
        var passage = new Passage(1, "a.md", "A", $"```\nresume{new string('\n', 15_000)}goes on\n```");
        var evidence = new Evidence(Question.Parse("How does resume work with sockets?"), new Dictionary<string, int>(), passages: 100);

        var quotes = await Task.Run(() => evidence.Rate([.. Enumerable.Repeat(passage, 12)]), Test.Token).InTime();

        Assert.Equal(12, quotes.Count(quote => quote.Covered.Count == 1));
    }
}
