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
    private readonly IndexPlace? _place;
    private volatile bool _isDamaged;
    private volatile bool _isClosed;

    private IndexConnections(string connectionString, string settings, string? path)
    {
        _connectionString = connectionString;
        Writer = Open(settings);
        _place = path is null ? null : new IndexPlace(path);
    }

    /// <summary>In memory, the database lives as long as this.</summary>
    public SqliteConnection Writer { get; }

    /// <summary>Given back at the end.</summary>
    public IDisposable? Holds { get; set; }

    /// <summary>Whether its file is still where it was opened, and nobody has found it damaged.</summary>
    public bool IsSound => !_isDamaged && IsInPlace;

    private bool IsInPlace => _place is not { IsThere: false };

    public static IndexConnections ToFile(string path) => new(
        ConnectionString(path),

        // What a crash of the machine loses is read again.
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 16777216;",
        path);

    /// <summary>memdb is SQLite's own way to share a database in memory; a shared cache would serialise its readers.</summary>
    public static IndexConnections ToMemory() => new(
        ConnectionString($"file:/knowledge-{Guid.NewGuid():N}?vfs=memdb"), "PRAGMA journal_mode = MEMORY;", path: null);

    public T Read<T>(Func<SqliteConnection, T> read)
    {
        if (!_readers.TryTake(out var connection))
            connection = OpenReader();
        try
        {
            var result = read(connection);
            _readers.Add(connection);

            // It was lent while the others were closed.
            if (_isClosed)
                CloseReaders();
            return result;
        }
        catch (Exception failure)
        {
            // What has failed once may fail for the next as well.
            connection.Dispose();
            _isDamaged |= IndexDamage.Is(failure);
            throw;
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        CloseReaders();
        Writer.Dispose();

        // After the connections: closing a file gives up the locks that its process has on it.
        _place?.Dispose();
        Holds?.Dispose();
    }

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
    }

    // SQLite would open, or make, whatever is there now.
    private SqliteConnection OpenReader()
    {
        var connection = Open("PRAGMA query_only = ON;");
        if (IsInPlace)
            return connection;
        connection.Dispose();
        throw IndexDamage.Gone();
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
