using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>The writer's connection, and as many readers as ask at a time; each is kept for the next.</summary>
internal sealed class IndexConnections : IDisposable
{
    private const int BusyMilliseconds = 5_000;
    private const int CacheKilobytes = 4_096;

    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly string _connectionString;

    private IndexConnections(string connectionString, string settings)
    {
        _connectionString = connectionString;
        Writer = Open(settings);
    }

    /// <summary>In memory, the database lives as long as this.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>Given back at the end.</summary>
    public IDisposable? Holds { get; set; }

    public static IndexConnections ToFile(string path) => new(
        ConnectionString(path),

        // What a crash of the machine loses is read again.
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16777216;");

    /// <summary>memdb is SQLite's own way to share a database in memory; a shared cache would serialise its readers.</summary>
    public static IndexConnections ToMemory() => new(
        ConnectionString($"file:/knowledge-{Guid.NewGuid():N}?vfs=memdb"), "PRAGMA journal_mode = MEMORY;");

    public T Read<T>(Func<SqliteConnection, T> read)
    {
        if (!_readers.TryTake(out var connection))
            connection = Open("PRAGMA query_only = ON;");
        try
        {
            return read(connection);
        }
        finally
        {
            _readers.Add(connection);
        }
    }

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        Writer.Dispose();
        Holds?.Dispose();
    }

    private SqliteConnection Open(string settings)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {BusyMilliseconds}; PRAGMA cache_size = -{CacheKilobytes}; {settings}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Whoever opens a connection here keeps it; a second pool would only hold on to the file.
    private static string ConnectionString(string source) =>
        new SqliteConnectionStringBuilder { DataSource = source, Pooling = false }.ToString();
}
