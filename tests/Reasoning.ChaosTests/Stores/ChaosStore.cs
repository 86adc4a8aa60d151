namespace Reasoning.ChaosTests.Stores;

/// <summary>A store that a server is started with and that is read when it is over.</summary>
internal abstract class ChaosStore : IAsyncDisposable
{
    /// <summary>The server's settings for it.</summary>
    public abstract IReadOnlyList<string> Settings { get; }

    public static ChaosStore For(string name, string folder) => name switch
    {
        "sqlite" => new SqliteStore(folder),
        "postgres" => new PostgresStore(),
        "memory" => new MemoryStore(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A store that this test cannot set up."),
    };

    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns><see langword="null"/> for a store that ends with the server.</returns>
    public abstract Task<IStoredLog?> OpenAsync(CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class MemoryStore : ChaosStore
    {
        // It must forget nothing of what it is asked for.
        public override IReadOnlyList<string> Settings { get; } =
            ["--Storage:Provider=memory", "--Storage:Memory:MaxSessionBytes=1000000000", "--Storage:Memory:MaxBytes=2000000000"];

        public override Task<IStoredLog?> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<IStoredLog?>(null);
    }

    private sealed class SqliteStore(string folder) : ChaosStore
    {
        public override IReadOnlyList<string> Settings { get; } = ["--Storage:Provider=sqlite", $"--Storage:Path={folder}"];

        public override async Task<IStoredLog?> OpenAsync(CancellationToken cancellationToken) =>
            await SqliteLog.OpenAsync(folder, cancellationToken);
    }
}
