using Microsoft.Extensions.Logging.Abstractions;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Sessions.Sqlite;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>Stores in folders of their own, closed and deleted at the end.</summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    private static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(1);

    private readonly List<SqliteSessionStore> _stores = [];
    private int _folders;

    public string Root { get; } = Directory.CreateTempSubdirectory("reasoning-").FullName;

    /// <summary>A store in a folder that no other has used.</summary>
    public SqliteSessionStore New() => Open($"{_folders++}");

    public SqliteSessionStore Open(
        string folder = "store",
        StorageSynchronous synchronous = StorageSynchronous.Normal,
        bool newEpoch = false,
        string? machineBoot = "boot",
        TimeSpan? busyLimit = null)
    {
        var options = new StorageOptions { Path = Path.Combine(Root, folder), Synchronous = synchronous, NewEpoch = newEpoch };
        var store = new SqliteSessionStore(options, TimeProvider.System, TextFrameHeader.Instance, NullLogger.Instance, machineBoot, busyLimit ?? BusyLimit);
        _stores.Add(store);
        return store;
    }

    /// <summary>What a power cut at this moment leaves behind, in another folder.</summary>
    public void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.Combine(Root, to));
        foreach (var file in new[] { "reasoning.db", "reasoning.db-wal" })
            File.Copy(Path.Combine(Root, from, file), Path.Combine(Root, to, file));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores)
            await store.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
