using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>The runs of sessions. Every change may be written again without harm.</summary>
internal sealed class RunRows(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _accept = new(
        connection,
        """
        INSERT INTO runs (session, id, agent, message, enable_reasoning, idempotency_key, accepted_at, first_seq)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING
        """,
        parameters: 8);

    private readonly SqliteStatement _takeUp = new(
        connection, "UPDATE runs SET attempt = ?3, progress = ?4, idle = ?5 WHERE session = ?1 AND id = ?2", parameters: 5);

    private readonly SqliteStatement _count = new(
        connection,
        "UPDATE runs SET notes = ?3 WHERE session = ?1 AND id = ?2 AND notes = ?3 - 1 AND ended_at IS NULL",
        parameters: 3);

    private readonly SqliteStatement _note = new(
        connection, "INSERT INTO run_notes (session, run, number, text) VALUES (?1, ?2, ?3, ?4)", parameters: 4);

    private readonly SqliteStatement _interrupt = new(
        connection, "UPDATE runs SET interrupt_requested = 1 WHERE session = ?1 AND id = ?2", parameters: 2);

    private readonly SqliteStatement _end = new(
        connection,
        "UPDATE runs SET ended_at = ?3, last_seq = ?4, outcome = ?5 WHERE session = ?1 AND id = ?2 AND ended_at IS NULL",
        parameters: 5);

    private readonly SqliteStatement _forget = new(
        connection, "DELETE FROM run_notes WHERE session = ?1 AND run = ?2", parameters: 2);

    private readonly SqliteStatement _unfinished = new(
        connection,
        """
        SELECT id, agent, message, enable_reasoning, idempotency_key, accepted_at, first_seq, notes, interrupt_requested,
            attempt, progress, idle
        FROM runs WHERE session = ?1 AND ended_at IS NULL ORDER BY first_seq
        """,
        parameters: 1);

    public void Apply(long session, RunChange change)
    {
        var run = SqliteValues.Of(change.Run);
        switch (change)
        {
            case RunChange.Accepted(_, var request, var at, var firstSeq, var key):
                _accept.Run(
                    session, run, request.Agent, request.Message, request.EnableReasoning, key, SqliteValues.Of(at), firstSeq);
                break;
            case RunChange.TakenUp(_, var takeUp):
                _takeUp.Run(session, run, takeUp.Attempt, takeUp.Progress, takeUp.Idle);
                break;
            case RunChange.Noted(_, var number, var text):
                if (_count.Run(session, run, number) == 1)
                    _note.Run(session, run, number, text);
                break;
            case RunChange.InterruptRequested:
                _interrupt.Run(session, run);
                break;
            case RunChange.Ended(_, var at, var lastSeq, var outcome):
                _end.Run(session, run, SqliteValues.Of(at), lastSeq, RunOutcomes.Name(outcome));

                // Nobody continues it any more.
                _forget.Run(session, run);
                break;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>In the order in which they were accepted.</summary>
    public List<UnfinishedRun> ReadUnfinished(long session)
    {
        using var reader = _unfinished.Read(session);
        List<UnfinishedRun> runs = [];
        while (reader.Read())
        {
            runs.Add(new UnfinishedRun(
                reader.GetRunId(0),
                reader.GetRequest(1),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetTime(5),
                reader.GetInt64(6),
                reader.GetInt32(7),
                reader.GetBoolean(8),
                reader.IsDBNull(9) ? null : new TakeUp(reader.GetInt32(9), reader.GetInt64(10), reader.GetInt32(11))));
        }

        return runs;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _accept, _takeUp, _count, _note, _interrupt, _end, _forget, _unfinished })
            statement.Dispose();
    }
}
