using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// Copies the write-ahead log into the file beside the writer, on a connection of its own, so that nobody who appends waits
/// for it. What is written meanwhile stays for the writer, which copies that little when the log is long enough to begin
/// anew (https://www.sqlite.org/wal.html#ckpt). Called by the writer only.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "CloseAsync is its Dispose: it waits for the copy that is under way.")]
internal sealed partial class SqliteCheckpoints(SqliteFile file, ILogger logger)
{
    /// <summary>Small enough that a copy never keeps the disk for long.</summary>
    private const int EnoughPages = 1_000;

    private SqliteConnection? _connection;
    private Task _copying = Task.CompletedTask;
    private int _pages;

    /// <summary>
    /// While the writer's connection is open and was found to be on the right file: opened by its name later, it could be
    /// another file that somebody put in its place.
    /// </summary>
    public void Open() => _connection = file.OpenCheckpointer();

    /// <summary>So many pages went into the log.</summary>
    public void Committed(int pages)
    {
        _pages += pages;
        if (_pages < EnoughPages || !_copying.IsCompleted || _connection is not { } connection)
            return;
        _pages = 0;
        _copying = Task.Run(() => Copy(connection));
    }

    public async Task CloseAsync()
    {
        var connection = _connection;
        _connection = null;
        await _copying;
        connection?.Dispose();
    }

    private void Copy(SqliteConnection connection)
    {
        try
        {
            using var checkpoint = new SqliteStatement(connection, "PRAGMA wal_checkpoint(PASSIVE)", parameters: 0);
            checkpoint.Run();
        }
        catch (SqliteException failure)
        {
            // Nothing is lost: the log only grows. What is wrong with the disk, the writer learns soon enough.
            LogNotCopied(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The write-ahead log could not be copied into the database; it is tried again")]
    private partial void LogNotCopied(Exception failure);
}
