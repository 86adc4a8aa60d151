using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Knowledge;

/// <summary>What is kept from one start of the server to the next, and how it follows the folder.</summary>
public sealed class IndexOnDiskTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new KnowledgeFolder().With("a.md", "# A\n\nAbout otters.").With("b/b.txt", "About bees.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Build_WhenNothingHasChanged_ReadsNoFileAgain()
    {
        var before = await HitAsync(_folder.OnDisk(), "otters");
        Assert.Equal(["a.md", "b/b.txt"], _folder.Reader.Take());
        _folder.Stop();

        var index = _folder.OnDisk();

        Assert.Empty(_folder.Reader.Take());
        Assert.Equal(before, await HitAsync(index, "otters"));
        Assert.Equal("About otters.", (await index.ReadAsync(before.Id, Cancellation))!.Text);
        Assert.Equal(new KnowledgeStatus(true, 2, 2), await index.GetStatusAsync(Cancellation));
    }

    [Fact]
    public async Task Update_WhenFilesHaveChanged_FollowsThemAndReadsNoOther()
    {
        var index = _folder.With("c.md", "About cats.").With("d.md", "About dogs.").OnDisk();
        var old = await HitAsync(index, "otters");
        var same = await HitAsync(index, "dogs");
        _folder.Reader.Take();

        _folder.With("a.md", "# A\n\nAbout weasels.").With("e.md", "About eels.");
        File.Delete(Path.Combine(_folder.Path, "b/b.txt"));
        File.Move(Path.Combine(_folder.Path, "c.md"), Path.Combine(_folder.Path, "c2.md"));
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "d.md"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        index.Update(Cancellation);

        Assert.Equal(["a.md", "c2.md", "d.md", "e.md"], _folder.Reader.Take());
        Assert.Equal("a.md", (await HitAsync(index, "weasels")).Source);
        Assert.Equal("e.md", (await HitAsync(index, "eels")).Source);
        Assert.Equal("c2.md", (await HitAsync(index, "cats")).Source);
        Assert.Empty((await SearchAsync(index, "otters bees")).Hits);
        Assert.Null(await index.ReadAsync(old.Id, Cancellation));

        // It was touched, and says the same: what was shown of it is still valid.
        Assert.Equal(same, await HitAsync(index, "dogs"));
        index.Update(Cancellation);
        Assert.Empty(_folder.Reader.Take());
    }

    [Fact]
    public async Task Update_WhenTheFolderHasGone_KeepsWhatIsIndexedAndSaysSoOnce()
    {
        var index = _folder.OnDisk();
        var before = await HitAsync(index, "otters");
        var elsewhere = _folder.Path + "-away";
        Directory.Move(_folder.Path, elsewhere);
        index.Update(Cancellation);
        index.Update(Cancellation);

        Assert.Equal(before, await HitAsync(index, "otters"));
        Assert.Equal(before, await HitAsync(_folder.Restart(), "otters"));
        Assert.Equal(2, _folder.Log.Lines.Count(line => line.Level == LogLevel.Warning && line.Text.Contains(_folder.Path, StringComparison.Ordinal)));

        _folder.Reader.Take();
        Directory.Move(elsewhere, _folder.Path);
        index = _folder.Restart();
        Assert.Empty(_folder.Reader.Take());
        Assert.Equal(before, await HitAsync(index, "otters"));
    }

    [Fact]
    public async Task Update_WhenTheFolderIsEmpty_ForgetsAll()
    {
        var index = _folder.OnDisk();
        Directory.Delete(_folder.Path, recursive: true);
        Directory.CreateDirectory(_folder.Path);

        index.Update(Cancellation);

        Assert.Empty((await SearchAsync(index, "otters")).Hits);
        Assert.Equal(new KnowledgeStatus(true, 0, 0), await index.GetStatusAsync(Cancellation));
    }

    [Fact]
    public async Task Ids_WhenDocumentsGoAndComeBack_AreNeverGivenTwice()
    {
        var first = await HitAsync(_folder.OnDisk(), "bees");
        File.Delete(Path.Combine(_folder.Path, "b/b.txt"));
        _folder.Restart();
        _folder.With("b/b.txt", "About bees.");

        var second = await HitAsync(_folder.Restart(), "bees");

        Assert.True(second.Id > first.Id);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(4096, 60_000)]
    public async Task Build_WhenTheFileIsDamaged_MakesItAnew(int from, int to)
    {
        for (var i = 0; i < 100; i++)
            _folder.With($"more/{i}.md", $"# Title {i}\n\nSome text about number{i}, and more of it.");
        var before = await HitAsync(_folder.OnDisk(), "otters");
        _folder.Stop();
        var bytes = await File.ReadAllBytesAsync(_folder.IndexPath, Cancellation);
        bytes.AsSpan()[from..Math.Min(to, bytes.Length)].Fill(0x5A);
        await File.WriteAllBytesAsync(_folder.IndexPath, bytes, Cancellation);
        _folder.Reader.Take();

        var after = await HitAsync(_folder.OnDisk(), "otters");

        Assert.Equal(102, _folder.Reader.Take().Count);
        Assert.True(after.Id > before.Id);
        Assert.Contains(_folder.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("damaged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 99")]
    [InlineData("UPDATE meta SET folder = '/elsewhere'")]
    public async Task Build_WhenTheFileIsOfAnotherVersionOrFolder_MakesItAnew(string sql)
    {
        var before = await HitAsync(_folder.OnDisk(), "otters");
        _folder.Stop();
        using (var other = Connect())
            Execute(other, sql);
        _folder.Reader.Take();

        var after = await HitAsync(_folder.OnDisk(), "otters");

        Assert.Equal(2, _folder.Reader.Take().Count);
        Assert.True(after.Id > before.Id);
    }

    [Fact]
    public async Task Build_WhenAnotherServerHasTheFile_KeepsItsOwnInMemory()
    {
        var first = _folder.OnDisk();
        var second = _folder.OnDisk();
        _folder.With("c.md", "About cats.");
        second.Update(Cancellation);

        Assert.Equal("c.md", (await HitAsync(second, "cats")).Source);
        Assert.Empty((await SearchAsync(first, "cats")).Hits);
        first.Update(Cancellation);
        Assert.Equal("c.md", (await HitAsync(first, "cats")).Source);
        Assert.Contains(_folder.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("in memory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Build_WhenNothingCanBeWritten_StaysInMemory()
    {
        var index = _folder.OnDisk(options => options.IndexPath = Path.Combine(_folder.Path, "a.md", "knowledge.db"));

        Assert.Equal("a.md", (await HitAsync(index, "otters")).Source);
        Assert.Contains(_folder.Log.Lines, line => line.Level == LogLevel.Warning && line.Text.Contains("in memory", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SearchAsync_WhileTheWriterHasNotCommitted_AnswersFromTheLastCommit()
    {
        var index = _folder.OnDisk();
        using var writer = Connect();
        Execute(writer, "BEGIN IMMEDIATE; DELETE FROM words; DELETE FROM passages; DELETE FROM documents;");

        var hit = await HitAsync(index, "otters").InTime();
        Assert.NotNull(await index.ReadAsync(hit.Id, Cancellation).InTime());
        Assert.Single(await index.ReadSectionAsync("a.md", "A", Cancellation).InTime());

        Execute(writer, "ROLLBACK");
    }

    [Fact]
    public async Task Build_WhenItWasCompleteBefore_AnswersBeforeItHasLookedAtTheFolder()
    {
        _folder.OnDisk();
        _folder.Stop();
        _folder.With("a.md", "# A\n\nAbout weasels.");
        using var isReading = new SemaphoreSlim(0);
        using var mayRead = new SemaphoreSlim(0);
        _folder.Reader.Before = _ =>
        {
            isReading.Release();
            mayRead.Wait(Test.Limit, Cancellation);
        };
        var index = _folder.Unbuilt(TimeProvider.System, options => options.IndexPath = _folder.IndexPath);

        var build = Task.Run(() => index.Build(Cancellation), Cancellation);
        Assert.True(await isReading.WaitAsync(Test.Limit, Cancellation));
        Assert.Equal("a.md", (await HitAsync(index, "otters").InTime()).Source);
        Assert.True((await index.GetStatusAsync(Cancellation)).IsReady);

        mayRead.Release();
        await build.InTime();
        Assert.Equal("a.md", (await HitAsync(index, "weasels")).Source);
    }

    [Fact]
    public async Task Build_WhenItWasInterrupted_GoesOnAndIsNotReadyBefore()
    {
        for (var i = 0; i < 100; i++)
            _folder.With($"more/{i:000}.md", $"Text about number{i}.");
        using var stop = new CancellationTokenSource();
        _folder.Reader.Before = source => { if (source == "more/090.md") stop.Cancel(); };
        var index = _folder.Unbuilt(TimeProvider.System, options => options.IndexPath = _folder.IndexPath);
        Assert.Throws<OperationCanceledException>(() => index.Build(stop.Token));
        Assert.False((await index.GetStatusAsync(Cancellation)).IsReady);
        _folder.Stop();
        _folder.Reader.Take();

        index = _folder.Unbuilt(TimeProvider.System, options => options.IndexPath = _folder.IndexPath);
        _folder.Reader.Before = _ => Assert.False(index.Ready.IsCompleted);
        index.Build(Cancellation);

        Assert.InRange(_folder.Reader.Take().Count, 1, 60);
        Assert.Equal(new KnowledgeStatus(true, 102, 102), await index.GetStatusAsync(Cancellation));
    }

    [Fact]
    public async Task Build_WhenOneDocumentCannotBeRead_ReadsTheOthersAndTriesAgain()
    {
        _folder.Reader.Before = source => { if (source == "a.md") throw new IOException("broken"); };
        Assert.Throws<IOException>(() => _folder.OnDisk());
        _folder.Stop();
        _folder.Reader.Before = _ => { };
        _folder.With("bad.md.gz", "Nothing that is packed.");

        var index = _folder.OnDisk();

        Assert.Equal("a.md", (await HitAsync(index, "otters")).Source);
        _folder.Reader.Take();
        index.Update(Cancellation);
        Assert.Equal(["bad.md.gz"], _folder.Reader.Take());
    }

    [Fact]
    public async Task Build_WhenADocumentHasTooMuch_IndexesItAndSaysSoOnce()
    {
        var index = _folder.With("long.html", "<p>An aardvark." + string.Concat(Enumerable.Repeat("<li>x", 160_000))).OnDisk();
        index.Update(Cancellation);

        Assert.Equal("long.html", (await HitAsync(index, "aardvark")).Source);
        var warning = Assert.Single(_folder.Log.Lines, line => line.Level == LogLevel.Warning);
        Assert.Contains("long.html", warning.Text, StringComparison.Ordinal);
    }

    private static async Task<PassageHit> HitAsync(SqliteKnowledgeIndex index, string query) => Assert.Single((await SearchAsync(index, query)).Hits);

    private static Task<KnowledgeSearch> SearchAsync(SqliteKnowledgeIndex index, string query) => index.SearchAsync(query, 10, Cancellation);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.IndexPath};Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
