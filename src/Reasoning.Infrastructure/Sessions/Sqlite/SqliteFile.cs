using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>The database's file, and how connections to it are opened.</summary>
/// <param name="busyLimit">How long a statement waits for a lock that somebody else holds, in whole seconds.</param>
internal sealed class SqliteFile(string folder, StorageSynchronous synchronous, TimeSpan busyLimit)
{
    // Where the writer makes the log begin anew; most of it has been copied into the file by then, beside it.
    private const int CheckpointPages = 16_000;
    private const int WriterCacheKilobytes = 64 * 1024;
    private const int LargestLogBytes = 64 * 1024 * 1024;

    public string Folder { get; } = folder;

    public StorageSynchronous Synchronous { get; } = synchronous;

    /// <summary>For migrations alone: it creates the file. Others do not, lest a lost file comes back empty.</summary>
    public string CreatingConnectionString => ConnectionString(SqliteOpenMode.ReadWriteCreate);

    public SqliteConnection OpenWriter() => Open(SqliteOpenMode.ReadWrite, $"""
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = {(Synchronous == StorageSynchronous.Full ? "FULL" : "NORMAL")};
        PRAGMA wal_autocheckpoint = {CheckpointPages};
        PRAGMA journal_size_limit = {LargestLogBytes};
        PRAGMA cache_size = -{WriterCacheKilobytes};
        """);

    /// <summary>It waits for the disk twice for each copy, whatever the writer does for each commit. It reads at once, so that the files are open.</summary>
    public SqliteConnection OpenCheckpointer() => Open(SqliteOpenMode.ReadWrite, "PRAGMA synchronous = NORMAL; SELECT 1 FROM meta;");

    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadWrite, "PRAGMA query_only = ON;");

    private SqliteConnection Open(SqliteOpenMode mode, string settings)
    {
        var connection = new SqliteConnection(ConnectionString(mode));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = settings;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string ConnectionString(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(Folder, "reasoning.db"),
        Mode = mode,

        // Whoever opens a connection here keeps it; a second pool would only hold on to the file.
        Pooling = false,
        DefaultTimeout = Math.Max(1, (int)busyLimit.TotalSeconds),
    }.ToString();
}
