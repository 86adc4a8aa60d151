using Npgsql;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>
/// Appends on a few connections. An append goes at once while a connection is free; what queues up while all are busy
/// goes together in the next commit, whatever sessions it belongs to: under load many share the wait for the disk.
/// </summary>
internal sealed class PostgresAppender(PostgresDatabase database)
{
    internal const int MaxLanes = 3;
    private const int MaxGroup = 32;
    private const int MaxGroupBytes = 1024 * 1024;

    private const string Where = "select term, last_seq from sessions where tenant = @tenant and name = @name";

    // One connection is left for those who read, where there is more than one.
    private readonly int _maxLanes = Math.Clamp(database.MaxConnections - 1, 1, MaxLanes);
    private readonly Lock _lock = new();
    private readonly Queue<PendingAppend> _queue = [];
    private int _lanes;

    public Task AppendAsync(PendingAppend append)
    {
        lock (_lock)
        {
            _queue.Enqueue(append);
            if (_lanes == _maxLanes)
                return append.Done;
            _lanes++;
        }

        _ = RunLaneAsync();
        return append.Done;
    }

    private async Task RunLaneAsync()
    {
        while (TakeGroup() is { Count: > 0 } group)
            await StoreAsync(group);
    }

    private List<PendingAppend> TakeGroup()
    {
        var group = new List<PendingAppend>();
        var bytes = 0;
        lock (_lock)
        {
            while (group.Count < MaxGroup && bytes < MaxGroupBytes && _queue.TryDequeue(out var append))
            {
                group.Add(append);
                bytes += append.Content.Events?.Size ?? 0;
            }

            if (group.Count == 0)
                _lanes--;
        }

        // Single appends lock their rows in one order everywhere, so that two servers whose groups have sessions in common hardly ever
        // wait for each other; if those of a group stored together do, PostgreSQL ends one, which is tried again.
        group.Sort(static (one, other) => string.CompareOrdinal(one.Session.Id.Value, other.Session.Id.Value));
        return group;
    }

    private async Task StoreAsync(List<PendingAppend> group)
    {
        try
        {
            await database.UseAsync(
                async (connection, cancellationToken) =>
                {
                    // Tried again: who has an answer has let go of the memory that the events were in.
                    group.RemoveAll(static append => append.Done.IsCompleted);
                    if (group.Count > 0)
                        await StoreAsync(connection, group, cancellationToken);
                    return true;
                },
                CancellationToken.None);
        }
        catch (StoreUnavailableException outage)
        {
            // Those that wait behind would only wait for the same, one time-out after the other.
            FailAll([.. group, .. TakeAll()], outage);
        }
        catch (Exception) when (group.Count > 1)
        {
            // One of them cannot be stored: it must not take the others with it.
            foreach (var append in group)
                await StoreAsync([append]);
        }
        catch (Exception failure)
        {
            FailAll(group, failure);
        }
    }

    private static async Task StoreAsync(NpgsqlConnection connection, List<PendingAppend> group, CancellationToken cancellationToken)
    {
        // Two owners of one session: a statement would change its row only once.
        var together = group.Where(AppendStatements.IsPlain).DistinctBy(append => append.Session).ToList();
        if (together.Count == 1)
            together.Clear();
        var single = group.Except(together).ToList();

        await using var batch = connection.CreateBatch();
        var added = together.Count > 0 ? AppendStatements.AddMany(batch, together) : null;
        var fences = single.ConvertAll(append => AppendStatements.Add(batch, append));
        await batch.ExecuteNonQueryAsync(cancellationToken);

        var allAdded = added?.RecordsAffected == together.Sum(append => append.Content.Events!.Count);
        foreach (var append in together)
            await AnswerAsync(connection, append, isStored: allAdded, cancellationToken);
        for (var index = 0; index < single.Count; index++)
            await AnswerAsync(connection, single[index], isStored: fences[index].RecordsAffected > 0, cancellationToken);
    }

    private static async Task AnswerAsync(NpgsqlConnection connection, PendingAppend append, bool isStored, CancellationToken cancellationToken)
    {
        if (isStored)
            append.Succeed();
        else
            await FindOutAsync(connection, append, cancellationToken);
    }

    /// <summary>Perhaps nothing was stored: because it was before, or because it must not be.</summary>
    private static async Task FindOutAsync(NpgsqlConnection connection, PendingAppend append, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Where, connection);
        command.Parameters.AddName(append.Session);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var exists = await row.ReadAsync(cancellationToken);
        var events = append.Content.Events;
        if (exists && row.GetInt64(0) > append.Term)
            append.Fail(new StaleOwnerException());
        else if (exists ? row.GetInt64(0) == append.Term && row.GetInt64(1) == events?.LastSeq : events is null)
            append.Succeed();
        else
            append.Fail(new InvalidOperationException($"The events do not follow the log of session {append.Session}."));
    }

    private List<PendingAppend> TakeAll()
    {
        lock (_lock)
        {
            List<PendingAppend> all = [.. _queue];
            _queue.Clear();
            return all;
        }
    }

    private static void FailAll(List<PendingAppend> group, Exception failure)
    {
        // Those that got their answer before the failure keep it.
        foreach (var append in group)
            append.Fail(failure is StoreUnavailableException { InnerException: { } reason } ? PostgresOutage.Unavailable(reason) : failure);
    }
}
