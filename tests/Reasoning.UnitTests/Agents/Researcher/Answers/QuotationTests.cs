using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Answers;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.UnitTests.Agents.Researcher.Answers;

public sealed class QuotationTests
{
    [Fact]
    public void Read_WhatWasWritten_HasTheSourcesAndTheTexts()
    {
        var answer = Quotation.Of("The documents say:",
        [
            Quote("a.md", "A › B", "One.\n\n```\n> code\n```"),
            Quote("b.md", "", "Two."),
        ]) + "\n\nWhat I quote says nothing about \"x\".";

        Assert.Equal(
            [("a.md", "A › B", "One.\n\n```\n> code\n```"), ("b.md", "", "Two.")],
            Quotation.Read(answer).Select(passage => (passage.Source, passage.Heading, passage.Text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("I found nothing. The nearest passage is `a.md` › A.")]
    [InlineData("> a quote of nobody")]
    public void Read_WhereNothingIsQuoted_HasNothing(string answer) => Assert.Empty(Quotation.Read(answer));

    private static Quote Quote(string source, string heading, string text) =>
        new(new Passage(1, source, heading, text), text, new HashSet<QuestionTerm>(), 1, true, 1) { Longer = text, IsMention = false };
}
