using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// Copies the write-ahead log into the file beside the writer, on connections of its own, so that nobody who appends waits
/// for it. What is written meanwhile stays for the writer, which copies that little when the log is long enough to begin
/// anew (https://www.sqlite.org/wal.html#ckpt).
/// </summary>
internal sealed partial class SqliteCheckpoints(SqliteFile file, ILogger logger)
{
    /// <summary>Small enough that a copy never keeps the disk for long.</summary>
    private const int EnoughPages = 1_000;

    private Task _copying = Task.CompletedTask;
    private int _pages;

    /// <summary>So many pages went into the log. By the writer only.</summary>
    public void Committed(int pages)
    {
        _pages += pages;
        if (_pages < EnoughPages || !_copying.IsCompleted)
            return;
        _pages = 0;
        _copying = Task.Run(Copy);
    }

    /// <summary>Until the last one that was begun is done.</summary>
    public Task FinishAsync() => _copying;

    private void Copy()
    {
        try
        {
            using var connection = file.OpenCheckpointer();
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
