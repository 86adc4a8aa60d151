using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.Infrastructure.Knowledge.Storage;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_WhenTheFileWasDeletedOrReplaced_MakesItAnewAndAnswersMeanwhile(bool isReplaced)
    {
        var index = _folder.OnDisk();
        var before = await HitAsync(index, "otters");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_folder.IndexPath)!, "knowledge.db*").Where(file => !file.EndsWith("lock", StringComparison.Ordinal)))
            File.Delete(file);
        if (isReplaced)
            await File.WriteAllTextAsync(_folder.IndexPath, "Something else.", Cancellation);
        _folder.Reader.Take();
        Task<PassageHit>? meanwhile = null;
        _folder.Reader.Before = _ => meanwhile ??= HitAsync(index, "otters");

        index.Update(Cancellation);

        Assert.Equal(before, await meanwhile!);
        Assert.Equal(["a.md", "b/b.txt"], _folder.Reader.Take());
        var after = await HitAsync(index, "otters");
        Assert.True(after.Id > before.Id);
        Assert.Equal(new KnowledgeStatus(true, 2, 2), await index.GetStatusAsync(Cancellation));
        _folder.Reader.Before = _ => { };
        Assert.Equal(after, await HitAsync(_folder.Restart(), "otters"));
        Assert.Empty(_folder.Reader.Take());
    }

    [Fact]
    public async Task Update_WhenTheFileAndTheFolderHaveGone_KeepsWhatIsIndexedUntilTheFolderIsBack()
    {
        var index = _folder.OnDisk();
        var before = await HitAsync(index, "otters");
        var elsewhere = _folder.Path + "-away";
        Directory.Move(_folder.Path, elsewhere);
        File.Delete(_folder.IndexPath);
        index.Update(Cancellation);

        Assert.Equal(before, await HitAsync(index, "otters"));

        Directory.Move(elsewhere, _folder.Path);
        index.Update(Cancellation);
        var after = await HitAsync(index, "otters");
        Assert.True(after.Id > before.Id);
        Assert.Equal(after, await HitAsync(_folder.Restart(), "otters"));
    }

    [Fact]
    public async Task Build_WhenHeadingsAreMostOfTheText_CommitsBeforeTheyFillTheMemory()
    {
        var headings = string.Concat(Enumerable.Range(1, 5).Select(i => $"<h{i}>{new string('x', 120)}</h{i}>"));
        var sections = headings + string.Concat(Enumerable.Repeat("<h6>a</h6>b", 9_000));
        var index = _folder.With("c.html", sections).With("d.html", sections).Unbuilt(TimeProvider.System);
        var committed = new Dictionary<string, Task<KnowledgeStatus>>(StringComparer.Ordinal);
        _folder.Reader.Before = source => committed[source] = index.GetStatusAsync(Cancellation);

        await Task.Run(() => index.Build(Cancellation), Cancellation);

        Assert.Equal(0, (await committed["c.html"]).Documents);
        Assert.Equal(3, (await committed["d.html"]).Documents);
    }

    [Fact]
    public async Task Build_WhenAFileIsFromATimeBeyondTheCalendar_IndexesIt()
    {
        // Not every file system keeps such a time.
        const string Memory = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(Memory), "There is no file system in memory.");
        var folder = Path.Combine(Memory, Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        try
        {
            var file = Path.Combine(folder, "far.md");
            await File.WriteAllTextAsync(file, "About aardvarks.", Cancellation);
            using (var touch = System.Diagnostics.Process.Start("touch", ["-d", "@300000000000", file]))
                await touch.WaitForExitAsync(Cancellation);
            Assert.Throws<ArgumentOutOfRangeException>(() => File.GetLastWriteTimeUtc(file));

            var index = _folder.Index(options => options.Path = folder);
            Assert.Equal("far.md", (await HitAsync(index, "aardvarks")).Source);
            _folder.Reader.Take();
            index.Update(Cancellation);
            Assert.Empty(_folder.Reader.Take());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Update_WhenAQuestionHasFoundDamage_MakesTheFileAnew()
    {
        for (var i = 0; i < 300; i++)
            _folder.With($"more/{i}.md", $"# Title {i}\n\nSome text about number{i}, and more of it.");
        var index = _folder.OnDisk();
        Damage(from: 4096);
        await Assert.ThrowsAsync<KnowledgeUnavailableException>(async () =>
        {
            for (var i = 0; i < 300; i++)
                await SearchAsync(index, $"number{i} text");
        });

        index.Update(Cancellation);

        Assert.Equal("more/299.md", (await HitAsync(index, "number299")).Source);
        Assert.Equal(302, (await index.GetStatusAsync(Cancellation)).Documents);
    }

    [Fact]
    public async Task Update_WhenItFindsDamageItself_MakesTheFileAnew()
    {
        var index = _folder.OnDisk();
        using (var other = Connect())
            Execute(other, "DROP TABLE documents");

        index.Update(Cancellation);

        Assert.Equal("a.md", (await HitAsync(index, "otters")).Source);
    }

    [Fact]
    public void Read_WhenAReaderHasFailed_DoesNotLendItAgain()
    {
        using var connections = IndexConnections.ToMemory();
        SqliteConnection? failed = null;
        Assert.Throws<InvalidOperationException>(() => connections.Read<int>(connection =>
        {
            failed = connection;
            throw new InvalidOperationException();
        }));

        Assert.NotSame(failed, connections.Read(connection => connection));
        Assert.Same(connections.Read(connection => connection), connections.Read(connection => connection));
    }

    [Fact]
    public void Read_WhenTheFileHasGone_OpensNoReaderOfAnother()
    {
        using var connections = IndexConnections.ToFile(Path.Combine(_folder.Path, "lost.db"));
        IndexSchema.Create(connections.Writer, _folder.Path, firstId: 0);
        connections.Read(kept =>
        {
            File.Delete(Path.Combine(_folder.Path, "lost.db"));
            Assert.Throws<SqliteException>(() => connections.Read(other => other));
            return kept;
        });

        Assert.False(connections.IsSound);
        Assert.NotNull(connections.Read(kept => kept));
    }

    [Fact]
    public void Read_WhenItEndsAfterTheOthersWereClosed_ClosesItsReader()
    {
        var connections = IndexConnections.ToMemory();

        var reader = connections.Read(connection =>
        {
            connections.Dispose();
            return connection;
        });

        Assert.Equal(System.Data.ConnectionState.Closed, reader.State);
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

    // Under its connections, which have what they hold in their caches.
    private void Damage(int from)
    {
        using (var other = Connect())
            Execute(other, "PRAGMA wal_checkpoint(TRUNCATE)");
        using var file = new FileStream(_folder.IndexPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Position = from;
        file.Write(Enumerable.Repeat((byte)0x5A, (int)file.Length - from).ToArray());
    }

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
