using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.UnitTests.Knowledge;

public sealed class SearchTermTests
{
    [Theory]
    [InlineData("heartbeat interval", "heartbeat;interval")]
    [InlineData("\"dry run\" install", "dry run;install")]
    [InlineData("delete|remove|\"take away\" branch", "delete|remove|take away;branch")]
    [InlineData("~show branch", "~show;branch")]
    [InlineData("~show|print", "~show|print")]
    [InlineData("a|a|b", "a|b")]
    [InlineData("x x", "x")]
    [InlineData("| || ~ |a| ~|b ~c", "a;~b;~c")]
    [InlineData("HeartbeatInterval", "heartbeatinterval|heartbeat interval")]
    [InlineData("\"never closed", "never closed")]
    [InlineData("OR AND NEAR(x) col:y *", "or;and;near;x;col;y")]
    public void Parse_WhateverItIsGiven_FindsTerms(string query, string terms) =>
        Assert.Equal(terms, string.Join(';', SearchTerm.Parse(query).Select(term => (term.IsWeak ? "~" : "") + term.Text)));

    [Fact]
    public void Parse_HoweverLong_IsBounded()
    {
        Assert.Equal(SearchTerm.MaxTerms, SearchTerm.Parse(string.Join(' ', Enumerable.Range(0, 5000).Select(i => $"w{i}"))).Count);
        var dotted = string.Join('.', Enumerable.Range(0, 1000).Select(i => $"w{i}"));
        Assert.All(
            [SearchTerm.Of(dotted), .. SearchTerm.Parse($"\"{dotted}\" {dotted}|b"), SearchTerm.Of(dotted.Replace(".w", "W", StringComparison.Ordinal))],
            term => Assert.All(term.Alternatives, phrase => Assert.InRange(phrase.Words.Count, 1, 16)));
        Assert.InRange(SearchTerm.Parse(string.Join('|', Enumerable.Range(0, 5000).Select(i => $"w{i}"))).Single().Alternatives.Count, 2, 50);
    }
}
