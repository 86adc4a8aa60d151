using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Knowledge;
using Reasoning.Application.Knowledge.ReadSection;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.UnitTests.Knowledge;

public sealed class SqliteKnowledgeIndexTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SearchAsync_WhenWordsAreInflected_FindsThemByStemWithSourceAndHeading()
    {
        var index = _folder.With("guide/start.md", "# Guide\n\n## Connections\n\nThe server closes idle sockets.").Index();

        var found = await SearchAsync(index, "closing socket unicorn");

        var hit = Assert.Single(found.Hits);
        Assert.Equal(("guide/start.md", "Guide › Connections"), (hit.Source, hit.Heading));
        Assert.Equal([("closing", 1), ("socket", 1), ("unicorn", 0)], found.Terms.Select(term => (term.Term, term.Passages)));
        Assert.InRange(hit.Coverage, 0.1, 0.9);
        var passage = await index.ReadAsync(hit.Id, TestContext.Current.CancellationToken);
        Assert.Equal("The server closes idle sockets.", passage!.Text);
    }

    [Fact]
    public async Task SearchAsync_WhenOnePassageHasAllWords_RanksItFirst()
    {
        var index = _folder
            .With("a.md", "retry retry retry retry retry retry")
            .With("b.md", "After a failure the client should retry with a growing delay, as long as somebody waits.")
            .With("c.md", "A delay.").Index();

        var found = await SearchAsync(index, "retry delay failure");

        Assert.Equal("b.md", found.Hits[0].Source);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"\" OR NEAR(a b, 3) *")]
    [InlineData("source:x AND body:y NOT ^z")]
    [InlineData("'; DROP TABLE passages; --")]
    [InlineData("( { [ + - ~ \\ \0 \ud83d 🎉 é ﷽")]
    [InlineData("")]
    public async Task SearchAsync_WhenQueryLooksLikeSyntax_TakesItAsWords(string query)
    {
        var index = _folder.With("a.md", "Some text.").Index();

        await SearchAsync(index, query);

        Assert.Single((await SearchAsync(index, "text")).Hits);
    }

    [Fact]
    public async Task SearchAsync_WhenPhraseIsQuoted_CountsOnlyItsWordsInThatOrder()
    {
        var index = _folder.With("a.md", "You log in here.").With("b.md", "It stands in the log.").Index();

        var found = await SearchAsync(index, "\"log in\"");

        Assert.Equal(new TermCount("log in", 1), Assert.Single(found.Terms));
        Assert.Equal("a.md", Assert.Single(found.Hits).Source);
    }

    [Fact]
    public async Task Build_WhenFilesAreHostile_ReadsWhatIsTextAndNothingOutside()
    {
        var outside = Directory.CreateTempSubdirectory("outside-");
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.md"), "classified", TestContext.Current.CancellationToken);
        _folder.With("bad.txt", [0x67, 0x6f, 0x6f, 0x64, 0x20, 0xff, 0xfe, 0x20, 0x74, 0x65, 0x78, 0x74])
            .With("binary.txt", [1, 0, 2, 0])
            .With("empty.md", "")
            .With(".git/hidden.md", "classified")
            .With("program.cs", "classified")
            .With("long.md", new string('x', 50_000) + " classified");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.md"), Path.Combine(outside.FullName, "secret.md"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "links"), outside.FullName);

        var index = _folder.Index(options => options.MaxFileBytes = 10_000);

        Assert.Empty((await SearchAsync(index, "classified")).Hits);
        Assert.Equal("bad.txt", Assert.Single((await SearchAsync(index, "good")).Hits).Source);
        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Build_WhenAFileOrFolderBecomesALinkMeanwhile_ReadsNothingOutside()
    {
        var outside = Directory.CreateTempSubdirectory("outside-");
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.md"), "classified", TestContext.Current.CancellationToken);
        _folder.With("a.md", "Some text.").With("b/secret.md", "Some text.").With("c.md", "Some text.");
        _folder.Reader.Before = source =>
        {
            if (source == "a.md")
            {
                File.Delete(Path.Combine(_folder.Path, "a.md"));
                File.CreateSymbolicLink(Path.Combine(_folder.Path, "a.md"), Path.Combine(outside.FullName, "secret.md"));
            }
            else if (source == "b/secret.md")
            {
                Directory.Delete(Path.Combine(_folder.Path, "b"), recursive: true);
                Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "b"), outside.FullName);
            }
        };

        var index = _folder.Index();

        Assert.Empty((await SearchAsync(index, "classified")).Hits);
        Assert.Equal("c.md", Assert.Single((await SearchAsync(index, "text")).Hits).Source);
        outside.Delete(recursive: true);
    }

    [Fact]
    public async Task Build_WhenTheFolderItselfIsReachedByLinks_ReadsIt()
    {
        var links = Directory.CreateTempSubdirectory("links-");
        _folder.With("docs/a.md", "Some text.");
        Directory.CreateSymbolicLink(Path.Combine(links.FullName, "one"), _folder.Path);
        Directory.CreateSymbolicLink(Path.Combine(links.FullName, "two"), "one/docs");

        var index = _folder.Index(options => options.Path = Path.Combine(links.FullName, "two") + "/");

        Assert.Equal("a.md", Assert.Single((await SearchAsync(index, "text")).Hits).Source);
        links.Delete(recursive: true);
    }

    [Fact]
    public async Task ReadSectionAsync_WhenItHasManyPassages_ReadsAllThatMayBeShownAndMore()
    {
        var few = string.Concat(Enumerable.Range(0, 300).Select(i => $"# Same\n\nNumber {i}.\n\n"));
        var many = string.Concat(Enumerable.Range(0, 300).Select(i => $"# Same\n\n{new string('x', 3_000)}\n\n"));
        var index = _folder.With("few.md", few).With("many.md", many).Index();

        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"Number {i}."), (await ReadAsync("few.md")).Select(passage => passage.Text));
        Assert.InRange((await ReadAsync("many.md")).Sum(passage => passage.Text.Length), ReadSectionQuery.MaxBytes + 1, 510_000);

        Task<IReadOnlyList<Passage>> ReadAsync(string source) => index.ReadSectionAsync(source, "Same", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Build_WhenThereAreTooManyDocuments_LeavesOutTheRest()
    {
        for (var i = 0; i < 5; i++)
            _folder.With($"{i}.md", "word");

        var byNumber = (await SearchAsync(_folder.Index(options => options.MaxFiles = 3), "word")).Documents;
        var bySize = (await SearchAsync(_folder.Index(options => options.MaxTotalBytes = 8), "word")).Documents;

        Assert.Equal((3, 2), (byNumber, bySize));
    }

    [Fact]
    public async Task SearchAsync_WhenIndexIsNotReadyInTime_SaysSo()
    {
        var time = new FakeTimeProvider();
        var index = _folder.Unbuilt(time);

        var asking = SearchAsync(index, "anything");
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<KnowledgeUnavailableException>(() => asking);
    }

    [Fact]
    public async Task SearchAsync_WhenAskedEarly_WaitsForTheIndex()
    {
        var index = _folder.With("a.md", "word").Unbuilt(new FakeTimeProvider());

        var asking = SearchAsync(index, "word");
        index.Build(TestContext.Current.CancellationToken);

        Assert.Single((await asking).Hits);
        Assert.True(index.Ready.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task SearchAsync_WhenAskedManyTimesAtOnce_AnswersAll()
    {
        for (var i = 0; i < 50; i++)
            _folder.With($"{i}.md", $"# Topic {i}\n\nAll about number{i} and the rest.");
        var index = _folder.Index();

        var found = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => SearchAsync(index, $"number{i % 50}"))));

        Assert.All(found, (search, i) => Assert.Equal($"{i % 50}.md", Assert.Single(search.Hits).Source));
    }

    private static Task<KnowledgeSearch> SearchAsync(SqliteKnowledgeIndex index, string query) =>
        index.SearchAsync(query, 10, TestContext.Current.CancellationToken);
}
