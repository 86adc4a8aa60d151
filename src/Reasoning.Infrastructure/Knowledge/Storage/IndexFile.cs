using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>Finds a place for the index: its file, made anew where it cannot be used, or memory.</summary>
internal sealed partial class IndexFile(KnowledgeOptions options, TimeProvider time, ILogger logger)
{
    public IndexConnections Open() => Open(fileLock: null, firstId: 0, path => Reuse(path) ?? Create(path, LastId(path)));

    /// <summary>A new one, empty, in the place of one that has gone or is damaged.</summary>
    public IndexConnections Renew(IndexConnections old)
    {
        var lastId = LastId(old);
        var fileLock = old.Holds;
        old.Holds = null;
        IsLost(logger, options.IndexFile);
        return Open(fileLock, lastId, path => Create(path, lastId));
    }

    private IndexConnections Open(IDisposable? fileLock, long firstId, Func<string, IndexConnections> open)
    {
        if (options.IndexFile is not { } path)
            return InMemory(firstId);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // Two that write would each take the other's documents for files that have gone. The operating system lets go
            // of it when the process ends, however it ends.
            fileLock ??= new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var connections = open(path);
            connections.Holds = fileLock;
            return connections;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            fileLock?.Dispose();
            StaysInMemory(logger, path, failure.Message);
            return InMemory(firstId);
        }
    }

    private IndexConnections InMemory(long firstId)
    {
        var connections = IndexConnections.ToMemory();
        IndexSchema.Create(connections.Writer, options.Folder, firstId);
        return connections;
    }

    private IndexConnections? Reuse(string path)
    {
        if (!File.Exists(path))
            return null;
        IndexConnections? connections = null;
        try
        {
            connections = IndexConnections.ToFile(path);
            if (IndexSchema.IsUsable(connections.Writer, options.Folder))
                return connections;
            IsOutdated(logger, path);
        }
        catch (SqliteException failure)
        {
            IsDamaged(logger, path, failure.Message);
        }

        connections?.Dispose();
        return null;
    }

    private IndexConnections Create(string path, long lastId)
    {
        foreach (var ending in new[] { "", "-wal", "-shm" })
            File.Delete(path + ending);
        var connections = IndexConnections.ToFile(path);
        IndexSchema.Create(connections.Writer, options.Folder, lastId);
        return connections;
    }

    // Ids go on where they were. Where that cannot be read, they go on from a number that grows faster than they do.
    private long LastId(string path)
    {
        if (!File.Exists(path))
            return 0;
        try
        {
            using var old = IndexConnections.ToFile(path);
            return LastId(old);
        }
        catch (SqliteException)
        {
            return time.GetUtcNow().ToUnixTimeSeconds();
        }
    }

    private long LastId(IndexConnections old)
    {
        try
        {
            return IndexSchema.LastId(old.Writer);
        }
        catch (SqliteException)
        {
            return time.GetUtcNow().ToUnixTimeSeconds();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of the documents is built anew: {Path} was deleted, replaced or damaged while it was in use")]
    private static partial void IsLost(ILogger logger, string? path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of the documents stays in memory, {Path} cannot be used: {Reason}")]
    private static partial void StaysInMemory(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index of the documents is built anew: {Path} is damaged: {Reason}")]
    private static partial void IsDamaged(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The index of the documents is built anew: {Path} is of another folder or version")]
    private static partial void IsOutdated(ILogger logger, string path);
}
