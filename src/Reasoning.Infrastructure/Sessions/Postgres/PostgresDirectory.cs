using Npgsql;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Reads what is told about sessions and their runs beside the log. The name of a deleted session is not one.</summary>
internal static class PostgresDirectory
{
    private const string SessionColumns = "s.name, s.title, s.created_at, s.active_at, s.epoch, s.last_seq";

    private const string RunColumns =
        "r.id, r.agent, r.message, r.enable_reasoning, r.accepted_at, r.first_seq, r.outcome, r.ended_at, r.last_seq";

    private const string IsSession = "s.tenant = @tenant and s.name = @name and s.last_seq > 0";

    // strpos, not like: nothing in what is searched for has a meaning.
    private const string All =
        $"""
        select {SessionColumns} from sessions s
        where s.tenant = @tenant and s.last_seq > 0 and (s.active_at, s.name) < (@before, @before_name)
            and (@search is null or strpos(s.title_folded, @search) > 0)
        order by s.active_at desc, s.name desc limit @limit
        """;

    private const string One = $"select {SessionColumns} from sessions s where {IsSession}";

    private const string Runs =
        $"""
        select {RunColumns} from runs r join sessions s on s.id = r.session
        where {IsSession} and r.first_seq < @before
        order by r.first_seq desc limit @limit
        """;

    private const string OneRun =
        $"select {RunColumns} from runs r join sessions s on s.id = r.session where {IsSession} and r.id = @run";

    private const string Rename =
        $"update sessions s set title = @title, title_folded = @title_folded where {IsSession}";

    public static async ValueTask<IReadOnlyList<SessionSummary>> ListAsync(
        NpgsqlConnection connection, TenantId tenant, SessionFilter filter, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(All, connection);
        command.Parameters.AddText("tenant", tenant.Value);
        command.Parameters.AddTime("before", filter.Before.ActiveAt);
        command.Parameters.AddText("before_name", filter.Before.Id);
        command.Parameters.AddText("search", filter.Search is { } text ? SessionTitle.Fold(text) : null);
        command.Parameters.AddLong("limit", filter.Limit);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var sessions = new List<SessionSummary>();
        while (await row.ReadAsync(cancellationToken))
            sessions.Add(ReadSession(row));
        return sessions;
    }

    public static async ValueTask<SessionSummary?> FindAsync(
        NpgsqlConnection connection, SessionKey session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(One, connection);
        command.Parameters.AddName(session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? ReadSession(row) : null;
    }

    public static async ValueTask<IReadOnlyList<RunSummary>> ReadRunsAsync(
        NpgsqlConnection connection, SessionKey session, long before, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Runs, connection);
        command.Parameters.AddName(session);
        command.Parameters.AddLong("before", before);
        command.Parameters.AddLong("limit", limit);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var runs = new List<RunSummary>();
        while (await row.ReadAsync(cancellationToken))
            runs.Add(ReadRun(row));
        runs.Reverse();
        return runs;
    }

    public static async ValueTask<RunSummary?> FindRunAsync(
        NpgsqlConnection connection, SessionKey session, RunId run, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OneRun, connection);
        command.Parameters.AddName(session);
        command.Parameters.Add(new NpgsqlParameter<Guid>("run", run.Value));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? ReadRun(row) : null;
    }

    public static async ValueTask<bool> RenameAsync(
        NpgsqlConnection connection, SessionKey session, SessionTitle title, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Rename, connection);
        command.Parameters.AddName(session);
        command.Parameters.AddTitle(title);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static SessionSummary ReadSession(NpgsqlDataReader row) => new(
        SessionId.Parse(row.GetString(0)),
        row.IsDBNull(1) ? null : SessionTitle.Parse(row.GetString(1)),
        row.GetFieldValue<DateTimeOffset>(2),
        row.GetFieldValue<DateTimeOffset>(3),
        new Epoch(row.GetString(4)),
        row.GetInt64(5));

    private static RunSummary ReadRun(NpgsqlDataReader row) => new(
        new RunId(row.GetGuid(0)),
        new RunRequest(row.GetString(1), row.GetUtf8(2), row.GetBoolean(3)),
        row.GetFieldValue<DateTimeOffset>(4),
        row.GetInt64(5),
        row.IsDBNull(6)
            ? null
            : new RunEnd(RunOutcomes.Parse(row.GetString(6)), row.GetFieldValue<DateTimeOffset>(7), row.GetInt64(8)));
}
