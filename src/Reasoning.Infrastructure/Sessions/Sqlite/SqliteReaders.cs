using System.Collections.Concurrent;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>A few connections that read beside the writer. Each reads what was committed when it began.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private const int Most = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _places = new(Most);
    private readonly ConcurrentBag<ReadConnection> _idle = [];
    private volatile bool _disposed;

    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<ReadConnection, T> read, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(Limit, cancellationToken))
            throw new StoreUnavailableException("Too much is being read.");

        try
        {
            return Read(read);
        }
        catch (Exception failure) when (SqliteErrors.IsOutage(failure))
        {
            throw SqliteErrors.Outage(failure);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private T Read<T>(Func<ReadConnection, T> read)
    {
        if (!_idle.TryTake(out var connection))
            connection = Open();
        try
        {
            var result = read(connection);
            _idle.Add(connection);

            // Whoever disposes has perhaps looked already.
            if (_disposed)
                Dispose();
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private ReadConnection Open()
    {
        var opened = file.OpenReader();
        try
        {
            return new ReadConnection(opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
