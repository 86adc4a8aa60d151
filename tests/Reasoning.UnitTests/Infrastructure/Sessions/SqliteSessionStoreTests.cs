using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>The promise of every store, and what a file makes possible or can do to it.</summary>
public sealed class SqliteSessionStoreTests : SessionStoreContract, IAsyncDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly SessionKey A = Some.Key("a");

    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Open_WhenTheStoreWasClosed_GoesOnUnderAHigherTerm()
    {
        var first = _folder.Open();
        var owner = await WriteAsync(first, A, events: 3, new RunChange.Accepted(Some.Run, Some.Request, Some.Time, 1, "key"));
        await first.DisposeAsync();
        Assert.False(File.Exists(Path.Combine(_folder.Root, "store", "reasoning.db-wal")));

        var second = _folder.Open();
        var again = await second.OpenAsync(A, Test.Token);
        Assert.Equal((owner.Epoch, 3L), (again.Epoch, again.LastSeq));
        Assert.True(again.Term > owner.Term);
        Assert.Equal(Some.Run, Assert.Single(again.UnfinishedRuns).Run);
        Assert.Equal(["e1", "e2", "e3"], await ReadAllAsync(second, A, after: 0, upTo: 3, maxBytes: 100));
        Assert.Equal(owner.Epoch, (await second.OpenAsync(Some.Key("unknown"), Test.Token)).Epoch);
    }

    [Fact]
    public async Task Open_WhenTheProcessWasKilled_HasWhatWasCommitted()
    {
        var owner = await WriteAsync(_folder.Open("killed"), A, events: 3, Accepted(Some.Run));
        _folder.Copy("killed", "copy");

        var store = _folder.Open("copy");
        Assert.Equal([A], await store.GetUnfinishedSessionsAsync(Test.Token));
        Assert.Equal(["e1", "e2", "e3"], await ReadAllAsync(store, A, after: 0, upTo: 3, maxBytes: 100));
        var again = await store.OpenAsync(A, Test.Token);
        Assert.Equal(owner.Epoch, again.Epoch);
        Assert.True(again.Term > owner.Term);
    }

    [Theory]
    [InlineData("normal", "another boot", true)]
    [InlineData("normal", null, true)]
    [InlineData("normal", "boot", false)]
    [InlineData("full", "another boot", false)]
    public async Task Open_WhenItWasNotClosed_HasANewEpochOnlyIfEventsMayBeLost(string synchronous, string? boot, bool isNew)
    {
        var owner = await WriteAsync(_folder.Open("down", Enum.Parse<StorageSynchronous>(synchronous, ignoreCase: true)), A, events: 1);
        _folder.Copy("down", "copy");

        await CheckEpochAsync(owner.Epoch, isNew, "copy", newEpoch: false, boot);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_WhenItWasClosed_HasANewEpochOnlyIfTold(bool newEpoch)
    {
        var first = _folder.Open();
        var owner = await WriteAsync(first, A, events: 1);
        await first.DisposeAsync();

        await CheckEpochAsync(owner.Epoch, isNew: newEpoch, "store", newEpoch, "another boot");
    }

    [Fact]
    public async Task Open_WhenAnotherServerUsesTheFolder_SaysSo()
    {
        await _folder.Open().OpenAsync(A, Test.Token);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await _folder.Open().GetUnfinishedSessionsAsync(Test.Token));
        Assert.Contains("in use by another server", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_WhenTheDatabaseIsLocked_FailsForAWhileAndThenGoesOn()
    {
        var store = _folder.Open();
        var owner = await WriteAsync(store, A, events: 1);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(_folder.Root, "store", "reasoning.db")};Pooling=False"))
        {
            other.Open();
            await using var lockIt = other.CreateCommand();
            lockIt.CommandText = "BEGIN IMMEDIATE";
            lockIt.ExecuteNonQuery();

            await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(store, A, owner, Batch(2, 1)).InTime());
            Assert.Equal(["e1"], await ReadAllAsync(store, A, after: 0, upTo: 1, maxBytes: 100));
        }

        await AppendAsync(store, A, owner, Batch(2, 1));
        Assert.Equal(["e1", "e2"], await ReadAllAsync(store, A, after: 0, upTo: 2, maxBytes: 100));
    }

    [Fact]
    public async Task Append_WhenManyWait_StoresThemInOneTransaction()
    {
        var store = _folder.Open();
        SessionKey[] sessions = [.. Enumerable.Range(0, 50).Select(number => Some.Key($"s{number}"))];
        var owners = new List<SessionOwnership>();
        foreach (var session in sessions)
            owners.Add(await store.OpenAsync(session, Test.Token));

        // The first append holds the writer up at a lock; the others queue behind it.
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder.Root, "store", "reasoning.db")};Pooling=False");
        other.Open();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        var before = store.Commits;
        var appends = sessions.Select((session, index) => AppendAsync(store, session, owners[index], Batch(1, 3))).ToList();
        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
        await Task.WhenAll(appends).InTime();

        Assert.InRange(store.Commits - before, 1, 2);
    }

    [Fact]
    public async Task Dispose_WhenTheDatabaseDoesNotAnswer_DoesNotHoldUpTheServersEnd()
    {
        var store = _folder.Open(busyLimit: TimeSpan.FromSeconds(20));
        var owner = await WriteAsync(store, A, events: 1);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder.Root, "store", "reasoning.db")};Pooling=False");
        other.Open();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

        var append = AppendAsync(store, A, owner, Batch(2, 1));
        await store.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(4), Test.Token);
        Assert.False(append.IsCompleted);

        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
        await append.InTime();
    }

    [Fact]
    public async Task Dispose_WhenAppendsWait_StoresThemFirst()
    {
        var store = _folder.Open();
        var owner = await store.OpenAsync(A, Test.Token);
        var append = AppendAsync(store, A, owner, Batch(1, 3));
        await store.DisposeAsync();
        await append.InTime();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => AppendAsync(store, A, owner, Batch(4, 1)));
        Assert.Equal(3, (await _folder.Open().OpenAsync(A, Test.Token)).LastSeq);
    }

    // The writer itself copies nothing before its log has 62 MiB.
    [Fact]
    public async Task Append_WhenSomeMegabytesAreWritten_CopiesThemIntoTheFileBesideTheWriter()
    {
        await PourAsync(mebibytes: 12);
        await Test.UntilAsync(() => FileBytes("reasoning.db") > 4 * Mebibyte);
    }

    [Fact]
    public async Task Append_HoweverLongItGoesOn_BeginsTheLogAnew()
    {
        await PourAsync(mebibytes: 200);
        Assert.InRange(FileBytes("reasoning.db-wal"), 1, 100 * Mebibyte);
    }

    // A backup that is put in place under a running server: what it has stored goes on, in the file that it opened.
    [Fact]
    public async Task Append_WhenAnotherFileTakesThePlaceOfTheDatabase_LeavesThatFileAlone()
    {
        var store = _folder.Open();
        var owner = await store.OpenAsync(A, Test.Token);
        await PourAsync(store, owner, from: 0, mebibytes: 1);
        _folder.Copy("store", "backup");
        await PourAsync(store, owner, from: 1, mebibytes: 3);
        var backup = await File.ReadAllBytesAsync(Path.Combine(_folder.Root, "backup", "reasoning.db"), Test.Token);
        File.Move(Path.Combine(_folder.Root, "backup", "reasoning.db"), Path.Combine(_folder.Root, "store", "reasoning.db"), overwrite: true);

        await PourAsync(store, owner, from: 4, mebibytes: 24);
        Assert.Equal(backup, await File.ReadAllBytesAsync(Path.Combine(_folder.Root, "store", "reasoning.db"), Test.Token));
    }

    // Before that version, a copy beside the writer could damage the file (https://www.sqlite.org/wal.html#walresetbug).
    [Fact]
    public async Task Sqlite_IsNewEnoughForACopyBesideTheWriter()
    {
        await using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        Assert.True(Version.Parse(memory.ServerVersion) >= new Version(3, 51, 3), memory.ServerVersion);
    }

    private protected override ISessionStore CreateStore() => _folder.New();

    private async Task PourAsync(int mebibytes)
    {
        var store = _folder.Open();
        await PourAsync(store, await store.OpenAsync(A, Test.Token), from: 0, mebibytes);
    }

    private static async Task PourAsync(ISessionStore store, SessionOwnership owner, int from, int mebibytes)
    {
        for (var append = from; append < from + mebibytes; append++)
            await AppendAsync(store, A, owner, Batch(append * 32 + 1, 32, bytesEach: Mebibyte / 32));
    }

    private long FileBytes(string name) => new FileInfo(Path.Combine(_folder.Root, "store", name)).Length;

    private async Task CheckEpochAsync(Epoch epoch, bool isNew, string folder, bool newEpoch, string? boot)
    {
        var store = _folder.Open(folder, newEpoch: newEpoch, machineBoot: boot);
        foreach (var session in new[] { A, Some.Key("unknown") })
            Assert.Equal(isNew, (await store.OpenAsync(session, Test.Token)).Epoch != epoch);
        Assert.Equal(["e1"], await ReadAllAsync(store, A, after: 0, upTo: 1, maxBytes: 100));
    }
}
