using Npgsql;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Answers what is asked about runs.</summary>
internal static class PostgresRuns
{
    private const string Has =
        """
        select true from runs r join sessions s on s.id = r.session
        where s.tenant = @tenant and s.name = @name and r.id = @run
        """;

    private const string Find =
        """
        select r.id, r.agent, r.message, r.enable_reasoning from runs r join sessions s on s.id = r.session
        where s.tenant = @tenant and s.name = @name and r.idempotency_key = @key and r.accepted_at >= @since
        order by r.first_seq desc limit 1
        """;

    private const string Notes =
        """
        select n.text from run_notes n join sessions s on s.id = n.session
        where s.tenant = @tenant and s.name = @name and n.run = @run
        order by n.number
        """;

    private const string Unfinished =
        "select tenant, name from sessions where id in (select session from runs where ended_at is null)";

    public static async ValueTask<bool> HasAsync(
        NpgsqlConnection connection, SessionKey session, RunId run, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Has, connection);
        command.Parameters.AddName(session);
        command.Parameters.Add(new NpgsqlParameter<Guid>("run", run.Value));
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public static async ValueTask<KeyedRun?> FindAsync(
        NpgsqlConnection connection, SessionKey session, string key, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Find, connection);
        command.Parameters.AddName(session);
        command.Parameters.AddUtf8("key", key);
        command.Parameters.AddTime("since", since);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new KeyedRun(new RunId(row.GetGuid(0)), new RunRequest(row.GetString(1), row.GetUtf8(2), row.GetBoolean(3)))
            : null;
    }

    public static async ValueTask<IReadOnlyList<string>> ReadNotesAsync(
        NpgsqlConnection connection, SessionKey session, RunId run, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Notes, connection);
        command.Parameters.AddName(session);
        command.Parameters.Add(new NpgsqlParameter<Guid>("run", run.Value));
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var notes = new List<string>();
        while (await row.ReadAsync(cancellationToken))
            notes.Add(row.GetUtf8(0));
        return notes;
    }

    public static async ValueTask<IReadOnlyList<SessionKey>> GetUnfinishedSessionsAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Unfinished, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var sessions = new List<SessionKey>();
        while (await row.ReadAsync(cancellationToken))
            sessions.Add(new SessionKey(new TenantId(row.GetString(0)), SessionId.Parse(row.GetString(1))));
        return sessions;
    }
}
