using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Reads what is told about sessions and their runs beside the log. The name of a deleted session is not one.</summary>
internal sealed class DirectoryRows(SqliteConnection connection) : IDisposable
{
    private const string SessionColumns = "name, title, created_at, active_at, epoch, last_seq";
    private const string RunColumns = "id, agent, message, enable_reasoning, accepted_at, first_seq, outcome, ended_at, last_seq";
    private const string Session = "(SELECT id FROM sessions WHERE tenant = ?1 AND name = ?2)";

    // instr, not LIKE: nothing in what is searched for has a meaning.
    private readonly SqliteStatement _list = new(
        connection,
        $"""
        SELECT {SessionColumns} FROM sessions
        WHERE tenant = ?1 AND last_seq > 0 AND (active_at, name) < (?2, ?3) AND (?4 IS NULL OR instr(title_folded, ?4) > 0)
        ORDER BY active_at DESC, name DESC LIMIT ?5
        """,
        parameters: 5);

    private readonly SqliteStatement _find = new(
        connection, $"SELECT {SessionColumns} FROM sessions WHERE tenant = ?1 AND name = ?2 AND last_seq > 0", parameters: 2);

    private readonly SqliteStatement _runs = new(
        connection,
        $"SELECT {RunColumns} FROM runs WHERE session = {Session} AND first_seq < ?3 ORDER BY first_seq DESC LIMIT ?4",
        parameters: 4);

    private readonly SqliteStatement _run = new(
        connection, $"SELECT {RunColumns} FROM runs WHERE session = {Session} AND id = ?3", parameters: 3);

    public List<SessionSummary> List(TenantId tenant, SessionFilter filter)
    {
        var search = filter.Search is { } text ? SessionTitle.Fold(text) : null;
        using var reader = _list.Read(tenant.Value, SqliteValues.Of(filter.Before.ActiveAt), filter.Before.Id, search, filter.Limit);
        List<SessionSummary> sessions = [];
        while (reader.Read())
            sessions.Add(ReadSession(reader));
        return sessions;
    }

    public SessionSummary? Find(SessionKey session)
    {
        using var reader = _find.Read(session.Tenant.Value, session.Id.Value);
        return reader.Read() ? ReadSession(reader) : null;
    }

    public List<RunSummary> NewestRuns(SessionKey session, long before, int limit)
    {
        using var reader = _runs.Read(session.Tenant.Value, session.Id.Value, before, limit);
        List<RunSummary> runs = [];
        while (reader.Read())
            runs.Add(ReadRun(reader));
        runs.Reverse();
        return runs;
    }

    public RunSummary? FindRun(SessionKey session, RunId run)
    {
        using var reader = _run.Read(session.Tenant.Value, session.Id.Value, SqliteValues.Of(run));
        return reader.Read() ? ReadRun(reader) : null;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _list, _find, _runs, _run })
            statement.Dispose();
    }

    private static SessionSummary ReadSession(SqliteDataReader reader) => new(
        SessionId.Parse(reader.GetString(0)),
        reader.IsDBNull(1) ? null : SessionTitle.Parse(reader.GetString(1)),
        reader.GetTime(2),
        reader.GetTime(3),
        new Epoch(reader.GetString(4)),
        reader.GetInt64(5));

    private static RunSummary ReadRun(SqliteDataReader reader) => new(
        reader.GetRunId(0),
        reader.GetRequest(1),
        reader.GetTime(4),
        reader.GetInt64(5),
        reader.IsDBNull(6) ? null : new RunEnd(RunOutcomes.Parse(reader.GetString(6)), reader.GetTime(7), reader.GetInt64(8)));
}
