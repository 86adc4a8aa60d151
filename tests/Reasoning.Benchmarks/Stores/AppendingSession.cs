using Reasoning.Application.Sessions;
using Reasoning.Benchmarks.Wire;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.Benchmarks.Stores;

/// <summary>One session that appends so many events at a time, and knows what must be in its log.</summary>
internal sealed class AppendingSession
{
    private const int PageBytes = 1024 * 1024;

    private readonly OpenStore _store;
    private readonly SessionKey _key;
    private readonly SessionOwnership _owner;
    private readonly byte[] _frame = EventFrames.Create(1);
    private readonly int _batch;

    private AppendingSession(OpenStore store, SessionKey key, SessionOwnership owner, int batch)
    {
        _store = store;
        _key = key;
        _owner = owner;
        _batch = batch;
    }

    public long LastSeq { get; private set; }

    public static async Task<AppendingSession[]> OpenAsync(OpenStore store, int count, int batch, CancellationToken cancellationToken)
    {
        var sessions = new AppendingSession[count];
        for (var number = 0; number < count; number++)
        {
            var key = new SessionKey(TenantId.Default, SessionId.Parse($"bench-{number}"));
            sessions[number] = new AppendingSession(store, key, await store.Store.OpenAsync(key, cancellationToken), batch);
        }

        return sessions;
    }

    /// <summary>Not before the last one has ended.</summary>
    public async ValueTask AppendAsync(CancellationToken cancellationToken)
    {
        var events = NextEvents();
        await _store.Store.AppendAsync(_key, _owner.Term, new SessionAppend(_owner.Epoch, events, []), cancellationToken);
        events.Release();
        LastSeq += _batch;
    }

    /// <summary>Reads the log back: every event must be there, in its place.</summary>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        // The one in memory is bounded.
        var oldest = _store.Log.IsDurable ? 1 : await _store.Log.GetOldestSeqAsync(_key, cancellationToken) ?? LastSeq + 1;
        for (var seq = oldest; seq <= LastSeq;)
        {
            var page = await _store.Log.ReadAsync(_key, seq - 1, LastSeq, PageBytes, cancellationToken);
            if (page.Events is not { } events)
                throw new ProtocolException($"{_key}: event {seq} of {LastSeq} was not stored");
            for (; seq <= events.LastSeq; seq++)
            {
                if (EventFrames.NumberOf(events.Frame(seq).Span) is var number && number != seq)
                    throw new ProtocolException($"{_key}: event {number} was stored as {seq}");
            }
        }
    }

    private EventBatch NextEvents()
    {
        var events = new LogPageBuilder(LastSeq + 1, maxBytes: int.MaxValue, TextFrameHeader.Instance);
        for (var seq = LastSeq + 1; seq <= LastSeq + _batch; seq++)
        {
            EventFrames.Number(_frame, seq);
            _frame.CopyTo(events.Add(seq, EventFrames.Size)!.Value.AsSpan());
        }

        return events.Build()!;
    }
}
