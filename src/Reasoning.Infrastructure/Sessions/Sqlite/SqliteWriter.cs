using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// The one who writes. Whatever was asked for during a commit goes into the next one together: the disk is waited for
/// once, not once for every session.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    private const int QueueLength = 4096;
    private const int MostWrites = 1024;
    private const int MostBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // The last thing that a server does before it exits, which it has to in time. What is told to be stored is stored.
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1.5);

    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly List<Write> _group = new(MostWrites);
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _work;
    private volatile StoreIdentity? _identity;

    public SqliteWriter(SqliteDatabase database, TimeProvider time, ILogger logger)
    {
        _database = database;
        _time = time;
        _logger = logger;
        _work = Task.Run(WorkAsync);
    }

    /// <summary><see langword="null"/> until something was written.</summary>
    public StoreIdentity? Identity => _identity;

    /// <summary>Transactions so far.</summary>
    public long Commits { get; private set; }

    /// <exception cref="StoreUnavailableException">It was not written, or not in time, or it is unknown whether it was.</exception>
    public async ValueTask<T> WriteAsync<T>(Write<T> write, CancellationToken cancellationToken)
    {
        try
        {
            if (!_queue.Writer.TryWrite(write))
                await _queue.Writer.WriteAsync(write, cancellationToken).AsTask().WaitAsync(Limit, _time, cancellationToken);
            return await write.Done.WaitAsync(Limit, _time, cancellationToken);
        }
        catch (Exception failure) when (failure is TimeoutException or ChannelClosedException)
        {
            throw SqliteErrors.Outage(failure);
        }
    }

    /// <summary>Writes what is queued, then closes the database; leaves it to itself if it does not answer.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            await _work.WaitAsync(CloseLimit, _time);
        }
        catch (TimeoutException)
        {
            LogNotClosed();
        }
    }

    private async Task WorkAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var bytes = 0L;
            while (_group.Count < MostWrites && bytes < MostBytes && _queue.Reader.TryRead(out var write))
            {
                _group.Add(write);
                bytes += write.Bytes;
            }

            Store(_group);
            _group.Clear();
        }

        await _database.DisposeAsync();
    }

    /// <summary>Never throws: whoever waits is told.</summary>
    private void Store(List<Write> group)
    {
        try
        {
            StoreTogether(group);
        }
        catch (Exception failure) when (SqliteErrors.IsOutage(failure) || group.Count == 1 || _identity is null)
        {
            _database.Drop();
            FailAll(group, SqliteErrors.IsOutage(failure) ? SqliteErrors.Outage(failure) : failure);
        }
        catch (Exception)
        {
            // One of them does harm, nobody knows which: each on its own.
            _database.Drop();
            foreach (var write in group)
                Store([write]);
        }
    }

    private void StoreTogether(List<Write> group)
    {
        var connection = _database.Open();
        _identity = _database.Identity;
        connection.Begin();
        foreach (var write in group)
            write.Execute(connection);
        _database.Commit();
        Commits++;
        foreach (var write in group)
            write.Committed();
    }

    private static void FailAll(List<Write> group, Exception failure)
    {
        foreach (var write in group)
            write.Fail(failure);
    }

    [LoggerMessage(LogLevel.Warning, "The database was not closed in time")]
    private partial void LogNotClosed();
}
