using Microsoft.Data.Sqlite;

using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Sessions.Sqlite;

namespace Reasoning.Benchmarks.Stores;

/// <summary>On one connection, opened with the store's settings; the events of an append are one statement.</summary>
internal sealed class SqliteBareInsert : BareInsert
{
    private readonly string _folder;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _commit;
    private readonly byte[][] _frames = [.. Enumerable.Range(0, AppendCell.Batch).Select(_ => EventFrames.Create(1))];
    private long _rounds;
    private int _session;

    public SqliteBareInsert(string folder, StorageSynchronous synchronous)
    {
        _folder = folder;
        var file = new SqliteFile(folder, synchronous, busyLimit: TimeSpan.FromSeconds(5));
        SqliteMigrations.Run(file.CreatingConnectionString);
        _connection = file.OpenWriter();
        _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE", parameters: 0);
        _commit = new SqliteStatement(_connection, "COMMIT", parameters: 0);
        var rows = Enumerable.Range(0, AppendCell.Batch).Select(row => $"(?1, ?2 + {row}, ?{row + 3})");
        _insert = new SqliteStatement(
            _connection, $"INSERT INTO events (session, seq, frame) VALUES {string.Join(", ", rows)}", AppendCell.Batch + 2);
    }

    public override Task<long> InsertAsync(int appends, TimeSpan time, CancellationToken cancellationToken) =>
        Task.Run(() => Insert(appends, time, cancellationToken), cancellationToken);

    public override Task<long> CountAsync(CancellationToken cancellationToken)
    {
        using var count = new SqliteStatement(_connection, "SELECT count(*) FROM events", parameters: 0);
        return Task.FromResult((long)count.Value()!);
    }

    public override ValueTask DisposeAsync()
    {
        foreach (IDisposable part in new IDisposable[] { _begin, _insert, _commit, _connection })
            part.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private long Insert(int appends, TimeSpan time, CancellationToken cancellationToken)
    {
        var inserted = 0L;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < time)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _begin.Run();
            for (var append = 0; append < appends; append++)
                InsertOne();
            _commit.Run();
            inserted += (long)appends * AppendCell.Batch;
        }

        return inserted;
    }

    private void InsertOne()
    {
        var first = _rounds * AppendCell.Batch + 1;
        _insert.Bind(1, (long)_session + 1);
        _insert.Bind(2, first);
        for (var row = 0; row < AppendCell.Batch; row++)
        {
            EventFrames.Number(_frames[row], first + row);
            _insert.Bind(row + 3, _frames[row]);
        }

        _insert.Run();
        if (++_session < AppendCell.Sessions)
            return;
        _session = 0;
        _rounds++;
    }
}
