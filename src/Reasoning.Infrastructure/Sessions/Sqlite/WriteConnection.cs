using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using SQLitePCL;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>The one connection that writes, with its prepared statements.</summary>
internal sealed class WriteConnection : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE (https://www.sqlite.org/c3ref/c_dbstatus_options.html).
    private const int PagesWritten = 9;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;

    public WriteConnection(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new SqliteStatement(connection, "BEGIN IMMEDIATE", parameters: 0);
        _commit = new SqliteStatement(connection, "COMMIT", parameters: 0);
        _rollback = new SqliteStatement(connection, "ROLLBACK", parameters: 0);
        Sessions = new SessionRows(connection);
        Events = new EventRows(connection);
        Runs = new RunRows(connection);
        Expired = new ExpiredRows(connection);
        Deleted = new DeletedRows(connection);
        Outbox = new OutboxRows(connection);
    }

    public SessionRows Sessions { get; }

    public EventRows Events { get; }

    public RunRows Runs { get; }

    public ExpiredRows Expired { get; }

    public DeletedRows Deleted { get; }

    public OutboxRows Outbox { get; }

    public void Begin() => _begin.Run();

    /// <returns>How many pages the transaction has added to the write-ahead log.</returns>
    public int Commit()
    {
        _commit.Run();
        raw.sqlite3_db_status(_connection.Handle, PagesWritten, out var pages, out _, resetFlg: 1);
        return pages;
    }

    public void Rollback() => _rollback.Run();

    /// <summary>Refuses before it has written anything, so that others in the same transaction are not harmed.</summary>
    public void Append(in AppendRequest request)
    {
        var (session, term, (epoch, events, runs), now) = request;
        var id = events is null ? Sessions.Fence(session, term, now) : Sessions.Move(session, term, epoch, events, now);
        if (id is not { } row)
            return;

        if (events is not null)
            Events.Add(row, events);
        foreach (var change in runs)
        {
            Runs.Apply(row, change);
            Note(row, change);
        }
    }

    /// <summary>Notes that everything was stored, and leaves one file behind instead of three.</summary>
    public void Close()
    {
        StoreIdentity.Release(_connection);
        using var checkpoint = new SqliteStatement(_connection, "PRAGMA wal_checkpoint(TRUNCATE)", parameters: 0);
        checkpoint.Run();
    }

    public void Dispose()
    {
        foreach (IDisposable part in new IDisposable[] { _begin, _commit, _rollback, Sessions, Events, Runs, Expired, Deleted, Outbox })
            part.Dispose();
        _connection.Dispose();
    }

    /// <summary>What the list of sessions, and those who wait for the ends of runs, have to know of it.</summary>
    private void Note(long session, RunChange change)
    {
        switch (change)
        {
            case RunChange.Accepted(_, var request, var at, _, _):
                if (SessionTitle.FromMessage(request.Message) is { } title)
                    Sessions.Entitle(session, title);
                Sessions.BeActive(session, SqliteValues.Of(at));
                break;
            case RunChange.Ended ended:
                Sessions.BeActive(session, SqliteValues.Of(ended.At));
                Outbox.Add(session, ended);
                break;
        }
    }
}
