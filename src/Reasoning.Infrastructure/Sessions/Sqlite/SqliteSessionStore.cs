using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// The logs in one SQLite file. One connection writes, a few read beside it. The first use opens the file, and creates
/// or migrates it.
/// </summary>
internal sealed class SqliteSessionStore : ISessionStore, ISessionDirectory, IOutbox, IAsyncDisposable
{
    /// <summary>So many rows of deleted sessions are removed at a time.</summary>
    private const int MostRemoved = 1_000;

    private readonly TimeProvider _time;
    private readonly IEventHeader _header;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private readonly ExpiredParts _expired;
    private long _terms;

    public SqliteSessionStore(IOptions<StorageOptions> options, TimeProvider time, IEventHeader header, ILogger<SqliteSessionStore> logger)
        : this(options.Value, time, header, logger, MachineBoot.Id, busyLimit: TimeSpan.FromSeconds(5))
    {
    }

    internal SqliteSessionStore(
        StorageOptions options, TimeProvider time, IEventHeader header, ILogger logger, string? machineBoot, TimeSpan busyLimit)
    {
        var file = new SqliteFile(options.Folder, options.Synchronous, busyLimit);
        _time = time;
        _header = header;
        _writer = new SqliteWriter(new SqliteDatabase(file, options.NewEpoch, machineBoot, logger), time, logger);
        _readers = new SqliteReaders(file);
        _expired = new ExpiredParts(_writer, _readers);
    }

    public bool IsDurable => true;

    /// <summary>Transactions so far.</summary>
    internal long Commits => _writer.Commits;

    public ValueTask<SessionOwnership> OpenAsync(SessionKey session, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new Write<SessionOwnership>(connection => Open(connection, session)), cancellationToken);

    public async ValueTask AppendAsync(SessionKey session, long term, SessionAppend append, CancellationToken cancellationToken)
    {
        var request = new AppendRequest(session, term, append, SqliteValues.Of(_time.GetUtcNow()));
        await _writer.WriteAsync(
            new Write<bool>(
                connection =>
                {
                    connection.Append(request);
                    return true;
                },
                append.Events?.Size ?? 0),
            cancellationToken);
    }

    public async ValueTask<LogPage> ReadAsync(
        SessionKey session, long after, long upTo, int maxBytes, CancellationToken cancellationToken) =>
        new(await ReadAsync(connection => connection.ReadEvents(session, after, upTo, maxBytes, _header), cancellationToken));

    public ValueTask<long?> GetOldestSeqAsync(SessionKey session, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.OldestSeq(session), cancellationToken);

    public ValueTask<bool> HasRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.HasRun(session, run), cancellationToken);

    public ValueTask<KeyedRun?> FindRunAsync(
        SessionKey session, string idempotencyKey, DateTimeOffset since, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.FindRun(session, idempotencyKey, since), cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadNotesAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<string>>(connection => connection.ReadNotes(session, run), cancellationToken);

    public ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<SessionKey>>(connection => connection.UnfinishedSessions(), cancellationToken);

    public async ValueTask DeleteAsync(SessionKey session, long term, Epoch next, CancellationToken cancellationToken)
    {
        var now = SqliteValues.Of(_time.GetUtcNow());
        await DoAsync(connection => connection.Sessions.Replace(session, term, next, now), cancellationToken);
    }

    public ValueTask<long> PurgeAsync(CancellationToken cancellationToken) =>
        _writer.WriteAsync(new Write<long>(connection => connection.Deleted.Remove(MostRemoved)), cancellationToken);

    public async ValueTask<long> DeleteExpiredAsync(RetentionLimit limit, CancellationToken cancellationToken)
    {
        await OpenFileAsync(cancellationToken);
        return await _expired.DeleteSomeAsync(limit, cancellationToken);
    }

    public ValueTask<IReadOnlyList<SessionSummary>> ListAsync(TenantId tenant, SessionFilter filter, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<SessionSummary>>(connection => connection.Directory.List(tenant, filter), cancellationToken);

    public ValueTask<SessionSummary?> FindAsync(SessionKey session, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.Directory.Find(session), cancellationToken);

    public ValueTask<IReadOnlyList<RunSummary>> ReadRunsAsync(SessionKey session, long before, int limit, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<RunSummary>>(connection => connection.Directory.NewestRuns(session, before, limit), cancellationToken);

    public ValueTask<RunSummary?> FindRunAsync(SessionKey session, RunId run, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.Directory.FindRun(session, run), cancellationToken);

    public ValueTask<bool> RenameAsync(SessionKey session, SessionTitle title, CancellationToken cancellationToken) =>
        _writer.WriteAsync(new Write<bool>(connection => connection.Sessions.Rename(session, title)), cancellationToken);

    public async ValueTask<IReadOnlyList<Delivery>> TakeAsync(
        string target, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        // Whoever only looks does not disturb the writer.
        if (!await ReadAsync(connection => connection.HasDue(target, now), cancellationToken))
            return [];
        return await _writer.WriteAsync(
            new Write<List<Delivery>>(connection => connection.Outbox.Take(target, now, until, limit)), cancellationToken);
    }

    public ValueTask PostponeAsync(long delivery, DateTimeOffset due, CancellationToken cancellationToken) =>
        DoAsync(connection => connection.Outbox.Postpone(delivery, due), cancellationToken);

    public ValueTask RemoveAsync(long delivery, CancellationToken cancellationToken) =>
        DoAsync(connection => connection.Outbox.Remove(delivery), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Readers first: the last connection that closes leaves the file in order, and the writer's is to be the last.
        _readers.Dispose();
        await _writer.DisposeAsync();
    }

    private SessionOwnership Open(WriteConnection connection, SessionKey session)
    {
        // Higher than every term of an earlier start, and than every other of this one; a lost one harms nobody.
        var term = _writer.Identity!.FirstTerm + ++_terms;
        return connection.Sessions.Take(session, term) is { } row
            ? new SessionOwnership(row.Epoch, term, row.LastSeq, connection.Runs.ReadUnfinished(row.Id))
            : new SessionOwnership(_writer.Identity.Epoch, term, LastSeq: 0, []);
    }

    private async ValueTask DoAsync(Action<WriteConnection> work, CancellationToken cancellationToken) =>
        await _writer.WriteAsync(
            new Write<bool>(connection =>
            {
                work(connection);
                return true;
            }),
            cancellationToken);

    private async ValueTask<T> ReadAsync<T>(Func<ReadConnection, T> read, CancellationToken cancellationToken)
    {
        await OpenFileAsync(cancellationToken);
        return await _readers.ReadAsync(read, cancellationToken);
    }

    /// <summary>The writer opens the file; whoever reads first asks it to.</summary>
    private async ValueTask OpenFileAsync(CancellationToken cancellationToken)
    {
        if (_writer.Identity is null)
            await _writer.WriteAsync(new Write<bool>(static _ => true), cancellationToken);
    }
}
