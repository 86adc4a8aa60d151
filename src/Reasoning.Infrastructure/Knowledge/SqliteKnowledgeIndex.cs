using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Knowledge.Storage;

namespace Reasoning.Infrastructure.Knowledge;

/// <inheritdoc cref="IKnowledgeIndex"/>
internal sealed partial class SqliteKnowledgeIndex(
    IOptions<KnowledgeOptions> options,
    IDocumentReader reader,
    TimeProvider time,
    ILogger<SqliteKnowledgeIndex> logger) : IKnowledgeIndex, IDisposable
{
    // BM25 alone prefers a passage with one word ten times to one with every word once; so its best are ranked again
    // by how much of the query they cover.
    private const int Candidates = 120;

    // Searching is computing: more at a time than there are processors to spare would keep everybody else waiting.
    private readonly SemaphoreSlim _processors = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly RenewableDatabase _database = new(new IndexFile(options.Value, time, logger));
    private readonly FolderSync _sync = new(options.Value, new DocumentFolder(options.Value, logger), reader, logger);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile KnowledgeStatus _status = new(false, 0, 0);

    public Task Ready => _ready.Task;

    /// <summary>Opens the index, which answers at once if it was complete before, and reads what has changed since.</summary>
    public void Build(CancellationToken cancellationToken)
    {
        try
        {
            // It serves while the folder is looked at.
            if (_database.Value.IsComplete)
                BecomeReady();
            Update(cancellationToken);
            if (!_database.Value.IsComplete)
                _database.Value.Complete();
            BecomeReady();
        }
        catch (Exception exception)
        {
            _ready.TrySetException(exception);
            // Seen here: perhaps nobody ever asks.
            _ = _ready.Task.Exception;
            throw;
        }
    }

    /// <summary>Reads what has changed in the folder. One at a time.</summary>
    public void Update(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var changed = Synchronize(cancellationToken);
        var (status, elapsed, folder) = (_status, time.GetElapsedTime(started), options.Value.Folder);
        if (changed > 0)
            Indexed(logger, changed, elapsed, folder, status.Documents, status.Passages);
    }

    public async Task<KnowledgeSearch> SearchAsync(string query, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(limit, Math.Clamp(limit, 1, 50));
        await WaitUntilReadyAsync(cancellationToken);
        return await ComputeAsync(() => Search(query, limit), cancellationToken);
    }

    public async Task<Passage?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        return await ComputeAsync(() => _database.Value.Read(id), cancellationToken);
    }

    public async Task<IReadOnlyList<Passage>> ReadSectionAsync(string source, string heading, CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        return await ComputeAsync(() => _database.Value.ReadSection(source, heading), cancellationToken);
    }

    public async Task<IReadOnlyList<Passage>> SampleAsync(CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        return await ComputeAsync(() => _database.Value.Sample(), cancellationToken);
    }

    public Task<KnowledgeStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_status);

    public void Dispose()
    {
        _database.Dispose();
        _processors.Dispose();
    }

    private async Task<T> ComputeAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        await _processors.WaitAsync(cancellationToken);
        try
        {
            return compute();
        }
        catch (SqliteException failure)
        {
            NotSearched(logger, failure);
            throw new KnowledgeUnavailableException("The documents cannot be searched at the moment. Ask again in a moment.", failure);
        }
        finally
        {
            _processors.Release();
        }
    }

    private int Synchronize(CancellationToken cancellationToken)
    {
        try
        {
            if (_database.Value.Connections.IsSound)
            {
                Count();
                return _sync.Run(_database.Value, Count, cancellationToken);
            }
        }
        catch (SqliteException failure) when (IndexDamage.IsOwn(failure))
        {
            NotSearched(logger, failure);
        }

        // A new one could not be filled, and what was indexed before would be gone.
        if (!_sync.CanRun)
            return 0;
        var changed = 0;
        _database.Renew(renewed =>
        {
            changed = _sync.Run(renewed, () => { }, cancellationToken);
            renewed.Complete();
        });
        Count();
        return changed;
    }

    private KnowledgeSearch Search(string query, int limit)
    {
        var status = _status;
        var terms = SearchTerm.Parse(query);
        var counts = terms.Select(term => new TermCount(term.Text, _database.Value.Count(term))).ToList();
        var known = terms.Where((_, i) => counts[i].Passages > 0).ToList();
        if (known.Count == 0)
            return new KnowledgeSearch(counts, [], status.Passages, status.Documents);

        var ranking = new Ranking(terms, counts, status.Passages);
        var found = _database.Value.Search(known, Candidates);
        var best = Math.Max(1e-9, found.Select(each => each.Score).DefaultIfEmpty().Max());
        var hits = found
            .Select(each => ranking.Rate(each.Passage, each.Score / best))
            .OrderByDescending(rated => rated.Score)
            .Take(limit)
            .Select(rated => rated.Hit);
        return new KnowledgeSearch(counts, [.. hits], status.Passages, status.Documents);
    }

    private void BecomeReady()
    {
        Count();
        _status = _status with { IsReady = true };
        _ready.TrySetResult();
    }

    private void Count()
    {
        var (documents, passages) = _database.Value.Size();
        _status = new KnowledgeStatus(_status.IsReady, documents, passages);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Ready.WaitAsync(options.Value.ReadyTimeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new KnowledgeUnavailableException("The documents are still being indexed. Ask again in a moment.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KnowledgeUnavailableException("The documents could not be indexed.", exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of the documents could not be read")]
    private static partial void NotSearched(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Indexed {Changed} documents in {Elapsed}; {Folder} has {Documents} ({Passages} passages)")]
    private static partial void Indexed(ILogger logger, int changed, TimeSpan elapsed, string folder, int documents, int passages);
}
