using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// What may be deleted: looked for beside the writer, in one go for many sessions, and deleted by it piece by piece.
/// What was found stays true: runs end and begin, but only beyond what may go.
/// </summary>
internal sealed class ExpiredParts(SqliteWriter writer, SqliteReaders readers)
{
    private const int MostEvents = 1_000;
    private const int MostParts = 1_000;

    private readonly Lock _lock = new();
    private (RetentionLimit Limit, Queue<ExpiredPart> Parts)? _found;

    /// <returns>How many events; zero when nothing is left to delete.</returns>
    public async ValueTask<long> DeleteSomeAsync(RetentionLimit limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var parts = Known(limit) ?? await FindAsync(limit, cancellationToken);
            if (parts.Count == 0)
                return 0;

            while (Next(parts) is { } part)
            {
                var deleted = await DeleteAsync(part, limit, cancellationToken);
                if (deleted == MostEvents)
                    PutBack(parts, part);
                if (deleted > 0)
                    return deleted;
            }
        }
    }

    private Task<long> DeleteAsync(ExpiredPart part, RetentionLimit limit, CancellationToken cancellationToken)
    {
        var keysBefore = SqliteValues.Of(limit.KeysBefore);
        return writer.WriteAsync(
            new Write<long>(connection => connection.Expired.Delete(part, keysBefore, MostEvents)), cancellationToken).AsTask();
    }

    private async Task<Queue<ExpiredPart>> FindAsync(RetentionLimit limit, CancellationToken cancellationToken)
    {
        var parts = new Queue<ExpiredPart>(
            await readers.ReadAsync(connection => connection.FindExpired(limit, MostParts), cancellationToken));
        lock (_lock)
            _found = (limit, parts);
        return parts;
    }

    private Queue<ExpiredPart>? Known(RetentionLimit limit)
    {
        lock (_lock)
            return _found is { } found && found.Limit == limit && found.Parts.Count > 0 ? found.Parts : null;
    }

    private ExpiredPart? Next(Queue<ExpiredPart> parts)
    {
        lock (_lock)
            return parts.TryDequeue(out var part) ? part : null;
    }

    private void PutBack(Queue<ExpiredPart> parts, ExpiredPart part)
    {
        lock (_lock)
            parts.Enqueue(part);
    }
}
