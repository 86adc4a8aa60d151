namespace Reasoning.Benchmarks.Stores;

/// <summary>One way to keep logs.</summary>
internal abstract class StoreKind(string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    /// <summary>Whether a server that starts again finds what it had stored.</summary>
    public virtual bool IsDurable => true;

    /// <summary>An empty store.</summary>
    public abstract Task<OpenStore> OpenAsync(CancellationToken cancellationToken);

    /// <summary>The same database, empty, without the store; <see langword="null"/> where there is none.</summary>
    public abstract Task<BareInsert?> OpenBareAsync(CancellationToken cancellationToken);

    /// <summary>Settings of a server with an empty store.</summary>
    public abstract Task<string[]> SettingsAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
