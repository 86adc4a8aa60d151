using Npgsql;

using NpgsqlTypes;

using Reasoning.Infrastructure.Sessions.Postgres;

namespace Reasoning.Benchmarks.Stores;

/// <summary>On as many connections as the store appends on; the sessions are dealt out among them.</summary>
internal sealed class PostgresBareInsert(TemporaryDatabase database, NpgsqlDataSource source) : BareInsert
{
    private const string Insert = "insert into events (session, seq, frame) select * from unnest($1, $2, $3)";

    // Where each connection goes on.
    private readonly long[] _appends = new long[PostgresAppender.MaxLanes];

    public override async Task<long> InsertAsync(int appends, TimeSpan time, CancellationToken cancellationToken)
    {
        var lanes = Enumerable.Range(0, PostgresAppender.MaxLanes)
            .Select(lane => Task.Run(() => InsertAsync(lane, appends, time, cancellationToken), cancellationToken));
        return (await Task.WhenAll(lanes)).Sum();
    }

    public override async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var count = source.CreateCommand("select count(*) from events");
        return (long)(await count.ExecuteScalarAsync(cancellationToken))!;
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task<long> InsertAsync(int lane, int appends, TimeSpan time, CancellationToken cancellationToken)
    {
        var rows = appends * AppendCell.Batch;
        var (sessions, seqs) = (new long[rows], new long[rows]);
        byte[][] frames = [.. Enumerable.Range(0, rows).Select(_ => EventFrames.Create(1))];
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand(Insert, connection);
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = sessions, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = seqs, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        insert.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = frames, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        await insert.PrepareAsync(cancellationToken);

        var inserted = 0L;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < time)
        {
            for (var row = 0; row < rows; row++)
            {
                (sessions[row], seqs[row]) = PlaceOf(lane, _appends[lane] + row / AppendCell.Batch, row % AppendCell.Batch);
                EventFrames.Number(frames[row], seqs[row]);
            }

            await insert.ExecuteNonQueryAsync(cancellationToken);
            _appends[lane] += appends;
            inserted += rows;
        }

        return inserted;
    }

    private static (long Session, long Seq) PlaceOf(int lane, long append, int row)
    {
        const int PerLane = AppendCell.Sessions / PostgresAppender.MaxLanes;
        return (lane * PerLane + append % PerLane + 1, append / PerLane * AppendCell.Batch + row + 1);
    }
}
