using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Sessions.Sqlite;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.Benchmarks.Stores;

internal sealed class SqliteKind(string name, string root, StorageSynchronous synchronous) : StoreKind(name)
{
    private int _folders;

    public override Task<OpenStore> OpenAsync(CancellationToken cancellationToken)
    {
        var folder = NewFolder();
        var options = Options.Create(new StorageOptions { Path = folder, Synchronous = synchronous });
        var store = new SqliteSessionStore(options, TimeProvider.System, TextFrameHeader.Instance, NullLogger<SqliteSessionStore>.Instance);
        return Task.FromResult<OpenStore>(new Opened(store, folder));
    }

    public override Task<BareInsert?> OpenBareAsync(CancellationToken cancellationToken) =>
        Task.FromResult<BareInsert?>(new SqliteBareInsert(NewFolder(), synchronous));

    public override Task<string[]> SettingsAsync(CancellationToken cancellationToken) => Task.FromResult<string[]>(
        ["--Storage:Provider=sqlite", $"--Storage:Path={NewFolder()}", $"--Storage:Synchronous={synchronous}"]);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(root, $"{Name}-{++_folders}")).FullName;

    private sealed class Opened(SqliteSessionStore store, string folder) : OpenStore(store)
    {
        public override Task<double> CommitsAsync(CancellationToken cancellationToken) => Task.FromResult((double)store.Commits);

        public override async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
