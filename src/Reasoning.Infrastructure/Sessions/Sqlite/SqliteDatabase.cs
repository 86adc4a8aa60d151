using Microsoft.Extensions.Logging;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// The database as its writer holds it: locked against other servers, migrated and claimed once, its connection opened
/// again whenever it was lost. Used by one thread at a time.
/// </summary>
internal sealed partial class SqliteDatabase(SqliteFile file, bool renewEpochs, string? machineBoot, ILogger logger) : IAsyncDisposable
{
    private readonly SqliteCheckpoints _checkpoints = new(file, logger);
    private FolderLock? _lock;
    private WriteConnection? _connection;

    /// <summary><see langword="null"/> until it was opened for the first time.</summary>
    public StoreIdentity? Identity { get; private set; }

    public WriteConnection Open()
    {
        if (_connection is not null)
            return _connection;

        if (Identity is null)
            Claim();
        var opened = file.OpenWriter();
        try
        {
            if (!Identity!.Owns(opened))
                throw new StoreUnavailableException("The database is not the one that this server began with.");
            _checkpoints.Open();
            return _connection = new WriteConnection(opened);
        }
        catch
        {
            _ = _checkpoints.CloseAsync();
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Ends the transaction of the connection that is open.</summary>
    public void Commit() => _checkpoints.Committed(_connection!.Commit());

    /// <summary>Gives up the connection: after a failure nobody knows what state it is in.</summary>
    public void Drop()
    {
        _ = _checkpoints.CloseAsync();
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Closes it cleanly if it still can.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _checkpoints.CloseAsync();
            _connection?.Close();
        }
        catch (Exception failure) when (SqliteErrors.IsOutage(failure))
        {
            LogUnclean(failure);
        }
        finally
        {
            Drop();
            _lock?.Dispose();
        }
    }

    private void Claim()
    {
        _lock ??= FolderLock.Take(file.Folder);
        SqliteMigrations.Run(file.CreatingConnectionString);
        using var connection = file.OpenWriter();
        Identity = StoreIdentity.Claim(connection, file.Synchronous, machineBoot, renewEpochs);
        if (!Identity.IsRenewed)
            return;
        if (renewEpochs)
            LogRenewedAsTold();
        else
            LogRenewed();
    }

    [LoggerMessage(LogLevel.Warning, "Every log has a new epoch because Storage:NewEpoch is set; remove the setting before the next start")]
    private partial void LogRenewedAsTold();

    [LoggerMessage(LogLevel.Warning, "Every log has a new epoch: the machine went down before everything was stored (Storage:Synchronous is normal)")]
    private partial void LogRenewed();

    [LoggerMessage(LogLevel.Warning, "The database could not be closed cleanly")]
    private partial void LogUnclean(Exception failure);
}
