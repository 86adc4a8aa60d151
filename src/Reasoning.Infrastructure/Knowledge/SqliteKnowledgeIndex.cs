using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Knowledge.Parsing;

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
    private readonly PassageDatabase _database = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _passages;
    private int _documents;

    public Task Ready => _ready.Task;

    /// <summary>Reads and indexes the whole folder; called once.</summary>
    public void Build(CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            _passages = _database.Fill(Passages(cancellationToken));
            var (folder, elapsed) = (options.Value.Folder, time.GetElapsedTime(started));
            Indexed(logger, _documents, _passages, folder, elapsed);
            _ready.TrySetResult();
        }
        catch (Exception exception)
        {
            _ready.TrySetException(exception);
            // Seen here: perhaps nobody ever asks.
            _ = _ready.Task.Exception;
            throw;
        }
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
        return await ComputeAsync(() => _database.Read(id), cancellationToken);
    }

    public async Task<IReadOnlyList<Passage>> ReadSectionAsync(string source, string heading, CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        return await ComputeAsync(() => _database.ReadSection(source, heading), cancellationToken);
    }

    public Task<KnowledgeStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new KnowledgeStatus(Ready.IsCompletedSuccessfully, Volatile.Read(ref _documents), Volatile.Read(ref _passages)));

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
        finally
        {
            _processors.Release();
        }
    }

    private KnowledgeSearch Search(string query, int limit)
    {
        var terms = SearchTerm.Parse(query);
        var counts = terms.Select(term => new TermCount(term.Text, _database.Count(term))).ToList();
        var known = terms.Where((_, i) => counts[i].Passages > 0).ToList();
        if (known.Count == 0)
            return new KnowledgeSearch(counts, [], _passages, _documents);

        var ranking = new Ranking(terms, counts, _passages);
        var found = _database.Search(known, Candidates);
        var best = Math.Max(1e-9, found.Select(each => each.Score).DefaultIfEmpty().Max());
        var hits = found
            .Select(each => ranking.Rate(each.Passage, each.Score / best))
            .OrderByDescending(rated => rated.Score)
            .Take(limit)
            .Select(rated => rated.Hit);
        return new KnowledgeSearch(counts, [.. hits], _passages, _documents);
    }

    private IEnumerable<(string Source, string Heading, string Text)> Passages(CancellationToken cancellationToken)
    {
        foreach (var file in new DocumentFolder(options.Value, logger).List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.Read(file, options.Value.MaxFileBytes) is not { } bytes || TextDecoder.Decode(bytes) is not { } text)
                continue;
            _documents++;
            foreach (var (heading, passage) in PassageBuilder.Build(new Document(file.Source, text)))
                yield return (file.Source, heading, passage);
        }
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Indexed {Documents} documents ({Passages} passages) of {Folder} in {Elapsed}")]
    private static partial void Indexed(ILogger logger, int documents, int passages, string folder, TimeSpan elapsed);
}
