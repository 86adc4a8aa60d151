namespace Reasoning.Benchmarks.Stores;

/// <summary>What the database does by itself: rows into the table of events, a prepared statement in a loop.</summary>
internal abstract class BareInsert : IAsyncDisposable
{
    /// <param name="appends">How many appends, each of a session of its own, go into a transaction.</param>
    /// <returns>How many rows were inserted.</returns>
    public abstract Task<long> InsertAsync(int appends, TimeSpan time, CancellationToken cancellationToken);

    public abstract Task<long> CountAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
