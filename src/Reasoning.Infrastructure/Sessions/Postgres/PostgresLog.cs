using Npgsql;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Reads events.</summary>
internal static class PostgresLog
{
    // Events are rarely smaller: so many rows hold what a page may have, and the server looks at few that it does not send.
    private const int SmallEventBytes = 128;

    private const string ReadPage =
        """
        select seq, octet_length(frame), frame from (
            select seq, frame, sum(octet_length(frame)) over (order by seq) as bytes from (
                select seq, frame from events
                where session = (select id from sessions where tenant = @tenant and name = @name)
                    and seq > @after and seq <= @up_to
                order by seq limit @rows) candidates) page
        where seq = @after + 1 or bytes <= @max_bytes
        order by seq
        """;

    private const string Oldest =
        "select oldest_seq from sessions where tenant = @tenant and name = @name and oldest_seq <= last_seq";

    public static async ValueTask<LogPage> ReadAsync(
        NpgsqlConnection connection, SessionKey session, long after, long upTo, int maxBytes, IEventHeader header, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadPage, connection);
        command.Parameters.AddName(session);
        command.Parameters.AddLong("after", after);
        command.Parameters.AddLong("up_to", upTo);
        command.Parameters.AddLong("rows", Math.Min(upTo - after, maxBytes / SmallEventBytes + 1));
        command.Parameters.AddLong("max_bytes", maxBytes);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var page = new LogPageBuilder(after + 1, maxBytes, header);
        while (await row.ReadAsync(cancellationToken) && page.Add(row.GetInt64(0), row.GetInt32(1)) is { } frame)
            row.GetBytes(2, dataOffset: 0, frame.Array, frame.Offset, frame.Count);
        return new LogPage(page.Build());
    }

    public static async ValueTask<long?> GetOldestSeqAsync(
        NpgsqlConnection connection, SessionKey session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Oldest, connection);
        command.Parameters.AddName(session);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
