namespace Reasoning.ChaosTests.Stores;

/// <summary>What a store holds, read behind the server's back.</summary>
internal interface IStoredLog : IAsyncDisposable
{
    /// <summary>A session's events by their seq.</summary>
    IAsyncEnumerable<StoredEvent> EventsAsync(string session, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredRun>> RunsAsync(string session, CancellationToken cancellationToken);

    /// <summary>The head of the log as the session's own row has it.</summary>
    Task<long> LastSeqAsync(string session, CancellationToken cancellationToken);
}

internal readonly record struct StoredEvent(long Seq, ReadOnlyMemory<byte> Frame);

internal sealed record StoredRun(string Id, bool HasEnded);
