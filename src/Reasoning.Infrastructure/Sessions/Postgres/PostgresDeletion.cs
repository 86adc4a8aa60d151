using Npgsql;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Deletes sessions: at once for whoever looks for one, and little by little what it leaves behind.</summary>
internal static class PostgresDeletion
{
    private const int EventsAtATime = 10_000;

    // Its runs go with the row; nothing refers to its events but their number.
    private const string Discard =
        """
        with old as (
            delete from sessions where tenant = @tenant and name = @name and term <= @term and last_seq > 0 returning id)
        insert into deleted_sessions (session) select id from old
        """;

    // Behind the statement above and in its transaction. Where there is a row, there was nothing to delete, or somebody else owns it.
    private const string Leave =
        """
        insert into sessions (tenant, name, epoch, term, last_seq) values (@tenant, @name, @epoch, @term, 0)
        on conflict do nothing
        """;

    private const string Owner = "select term from sessions where tenant = @tenant and name = @name";

    private const string Purge =
        """
        with one as (select session from deleted_sessions order by session limit 1 for update skip locked),
        deleted as (
            delete from events using one
            where events.session = one.session
                and seq <= (select min(seq) from events where session = one.session) + @most - 1
            returning seq),
        done as (
            delete from deleted_sessions using one
            where deleted_sessions.session = one.session
                and (select count(*) from (select 1 from events where session = one.session limit @most) as remaining) < @most
            returning 1)
        select (select count(*) from deleted) + (select count(*) from done)
        """;

    public static async ValueTask<bool> DeleteAsync(
        NpgsqlConnection connection, SessionKey session, long term, Epoch next, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var text in new[] { Discard, Leave, Owner })
        {
            var statement = new NpgsqlBatchCommand(text);
            statement.Parameters.AddName(session);
            if (text != Owner)
                statement.Parameters.AddLong("term", term);
            if (text == Leave)
                statement.Parameters.AddText("epoch", next.Value);
            batch.BatchCommands.Add(statement);
        }

        return await batch.ExecuteScalarAsync(cancellationToken) is long owner && owner > term ? throw new StaleOwnerException() : true;
    }

    public static async ValueTask<long> PurgeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Purge, connection);
        command.Parameters.AddLong("most", EventsAtATime);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }
}
