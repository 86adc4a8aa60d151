using Npgsql;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>The deliveries that are still to be made. Several nodes may take some at once: each gets others.</summary>
internal static class PostgresOutbox
{
    private const string Take =
        """
        update outbox o set attempts = o.attempts + 1, due_at = @until
        from sessions s
        where s.id = o.session and o.id in (
            select id from outbox where target = @target and due_at <= @now order by due_at limit @limit for update skip locked)
        returning o.id, s.tenant, s.name, o.run, o.seq, o.ended_at, o.attempts
        """;

    private const string Postpone = "update outbox set due_at = @due where id = @id";

    private const string Remove = "delete from outbox where id = @id";

    public static async ValueTask<IReadOnlyList<Delivery>> TakeAsync(
        NpgsqlConnection connection, string target, DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Take, connection);
        command.Parameters.AddText("target", target);
        command.Parameters.AddTime("now", now);
        command.Parameters.AddTime("until", until);
        command.Parameters.AddLong("limit", limit);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new List<Delivery>();
        while (await row.ReadAsync(cancellationToken))
            taken.Add(ReadDelivery(row));
        return taken;
    }

    public static async ValueTask<int> PostponeAsync(
        NpgsqlConnection connection, long delivery, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Postpone, connection);
        command.Parameters.AddLong("id", delivery);
        command.Parameters.AddTime("due", due);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async ValueTask<int> RemoveAsync(NpgsqlConnection connection, long delivery, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Remove, connection);
        command.Parameters.AddLong("id", delivery);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Delivery ReadDelivery(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        new SessionKey(new TenantId(row.GetString(1)), SessionId.Parse(row.GetString(2))),
        new RunId(row.GetGuid(3)),
        row.GetInt64(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.GetInt32(6));
}
