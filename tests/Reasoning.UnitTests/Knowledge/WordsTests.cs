using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.UnitTests.Knowledge;

public sealed class WordsTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("HeartbeatInterval", "heartbeat|interval|heartbeatinterval|\"heartbeat interval\"|HeartbeatInterval")]
    [InlineData("heartbeat_interval", "heartbeat|interval|HeartbeatInterval|heartbeat_interval")]
    [InlineData("`Storage:OutageLimit`", "storage|outage|limits|OutageLimit|\"outage limit\"")]
    [InlineData("--dry-run", "dry|running|\"dry run\"|--dry-run")]
    [InlineData("getHTTPServer2Name", "http|server2|name|\"http server2 name\"|gethttpserver2name")]
    public async Task Names_WhenTheyAreMadeOfWords_AreFoundByThemAndByTheWhole(string name, string queries)
    {
        var index = _folder.With("a.md", $"Set {name} to ten.").With("b.md", "Something else.").Index();

        foreach (var query in queries.Split('|'))
        {
            var found = await index.SearchAsync(query, 10, TestContext.Current.CancellationToken);
            Assert.Equal((query, "a.md"), (query, Assert.Single(found.Hits).Source));
            Assert.Equal((query, 1.0), (query, found.Hits[0].Coverage));
        }
    }

    [Fact]
    public async Task SearchAsync_WhenAPhraseReachesFromOneNameIntoTheNext_DoesNotFindIt()
    {
        var index = _folder.With("a.md", "Set HeartbeatInterval or OutageLimit.").Index();

        var found = await index.SearchAsync("\"interval outage\" \"outage limit\"", 10, TestContext.Current.CancellationToken);

        Assert.Equal([("interval outage", 0), ("outage limit", 1)], found.Terms.Select(term => (term.Term, term.Passages)));
    }

    [Fact]
    public void Names_WhenOnlyTheirNeighboursMatch_AreNoPhrase()
    {
        var text = new StemmedText("Set HeartbeatInterval or OutageLimit.");

        Assert.True(text.Has(SearchTerm.Of("heartbeat interval")));
        Assert.False(text.Has(SearchTerm.Of("interval outage")));
    }
}
