using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>A session's row: who owns it, and how far its log has come.</summary>
internal sealed class SessionRows(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _take = new(
        connection,
        "UPDATE sessions SET term = ?3 WHERE tenant = ?1 AND name = ?2 RETURNING id, epoch, last_seq",
        parameters: 3);

    // The fence and the move in one statement: nobody comes in between.
    private readonly SqliteStatement _move = new(
        connection,
        """
        UPDATE sessions SET last_seq = ?5, term = ?3, updated_at = ?6,
            created_at = CASE WHEN last_seq = 0 THEN ?6 ELSE created_at END
        WHERE tenant = ?1 AND name = ?2 AND term <= ?3 AND last_seq = ?4 RETURNING id
        """,
        parameters: 6);

    private readonly SqliteStatement _fence = new(
        connection,
        "UPDATE sessions SET term = ?3, updated_at = ?4 WHERE tenant = ?1 AND name = ?2 AND term <= ?3 RETURNING id",
        parameters: 4);

    private readonly SqliteStatement _add = new(
        connection,
        """
        INSERT INTO sessions (tenant, name, epoch, term, last_seq, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) RETURNING id
        """,
        parameters: 6);

    private readonly SqliteStatement _find = new(
        connection, "SELECT term, last_seq FROM sessions WHERE tenant = ?1 AND name = ?2", parameters: 2);

    private readonly SqliteStatement _beActive = new(
        connection, "UPDATE sessions SET active_at = ?2 WHERE id = ?1 AND active_at < ?2", parameters: 2);

    private readonly SqliteStatement _entitle = new(
        connection, "UPDATE sessions SET title = ?2, title_folded = ?3 WHERE id = ?1 AND title IS NULL", parameters: 3);

    private readonly SqliteStatement _rename = new(
        connection, "UPDATE sessions SET title = ?3, title_folded = ?4 WHERE tenant = ?1 AND name = ?2 AND last_seq > 0", parameters: 4);

    private readonly SqliteStatement _discard = new(
        connection,
        "DELETE FROM sessions WHERE tenant = ?1 AND name = ?2 AND term <= ?3 AND last_seq > 0 RETURNING id",
        parameters: 3);

    private readonly SqliteStatement _leave = new(connection, "INSERT INTO deleted_sessions (session) VALUES (?1)", parameters: 1);

    /// <summary>Gives the session to a new owner; <see langword="null"/> when it has no row, and then nobody needs one.</summary>
    public (long Id, Epoch Epoch, long LastSeq)? Take(SessionKey session, long term)
    {
        using var reader = _take.Read(session.Tenant.Value, session.Id.Value, term);
        return reader.Read() ? (reader.GetInt64(0), new Epoch(reader.GetString(1)), reader.GetInt64(2)) : null;
    }

    /// <summary>Moves the end of the log past these events.</summary>
    /// <returns>The row's id; <see langword="null"/> when they are stored already.</returns>
    public long? Move(SessionKey session, long term, Epoch epoch, EventBatch batch, long now)
    {
        var moved = _move.Value(session.Tenant.Value, session.Id.Value, term, batch.FirstSeq - 1, batch.LastSeq, now);
        if (moved is not null)
            return (long)moved;

        if (Find(session) is not { } found)
        {
            return batch.FirstSeq == 1
                ? (long)_add.Value(session.Tenant.Value, session.Id.Value, epoch.Value, term, batch.LastSeq, now)!
                : throw new LogGapException(batch.FirstSeq, lastSeq: 0);
        }

        if (found.Term > term)
            throw new StaleOwnerException();
        if (found.Term == term && found.LastSeq == batch.LastSeq)
            return null;
        throw new LogGapException(batch.FirstSeq, found.LastSeq);
    }

    /// <summary>Makes sure that the owner has not changed.</summary>
    /// <returns>The row's id; <see langword="null"/> when there is none.</returns>
    public long? Fence(SessionKey session, long term, long now)
    {
        var id = _fence.Value(session.Tenant.Value, session.Id.Value, term, now);
        return id is null && Find(session) is not null ? throw new StaleOwnerException() : (long?)id;
    }

    /// <summary>A run of it began or ended.</summary>
    public void BeActive(long session, long at) => _beActive.Run(session, at);

    /// <summary>Gives it a title, unless it has one.</summary>
    public void Entitle(long session, SessionTitle title) => _entitle.Run(session, title.Value, title.Folded);

    /// <returns>Whether there is such a session.</returns>
    public bool Rename(SessionKey session, SessionTitle title) =>
        _rename.Run(session.Tenant.Value, session.Id.Value, title.Value, title.Folded) > 0;

    /// <summary>Gives the name a new row with this epoch, and notes the old one to be removed.</summary>
    public void Replace(SessionKey session, long term, Epoch next, long now)
    {
        if (_discard.Value(session.Tenant.Value, session.Id.Value, term) is long old)
        {
            _add.Value(session.Tenant.Value, session.Id.Value, next.Value, term, 0, now);
            _leave.Run(old);
        }
        else if (Find(session) is { } found && found.Term > term)
        {
            throw new StaleOwnerException();
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _take, _move, _fence, _add, _find, _beActive, _entitle, _rename, _discard, _leave })
            statement.Dispose();
    }

    private (long Term, long LastSeq)? Find(SessionKey session)
    {
        using var reader = _find.Read(session.Tenant.Value, session.Id.Value);
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }
}
