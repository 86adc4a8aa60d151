using Reasoning.Application.Clients;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>
/// A cursor over one session's log, and the messages for its owner alone, in one order. Live events are queued while
/// they fit; when they do not, the reader keeps nothing but its position and reads the log until it has caught up.
/// Resuming, being slow and having missed something are this one mechanism.
/// <para>
/// Many threads put things in; one at a time, the writer, takes them out. The writer is woken when there is something
/// and sleeps after <see cref="TakeAsync"/> has returned <see langword="null"/>.
/// </para>
/// </summary>
public sealed class SessionReader(
    SessionKey session,
    ConnectionId? connection,
    ISessionStore store,
    ReaderOptions options,
    Action wake)
{
    private const int LargestSpare = 16;

    private readonly Lock _lock = new();
    private List<Outbound>? _queue;
    private List<Outbound>? _taken;
    private List<Outbound>? _spare;
    private TaskCompletionSource? _room;
    private int _liveBytes;
    private int _directBytes;

    // Events up to _queued are in the queue or gone out; events up to _head exist. Between them lies what the log has to give.
    private long _queued;
    private long _head;
    private long? _replayEnd;
    private bool _started;
    private bool _writerAwake;
    private bool _closed;
    private bool _closeAtHead;
    private bool _closeTaken;
    private bool _held;
    private SessionEnd? _end;
    private LiveTexts? _texts;

    /// <summary>How much it has seen of each text that is growing.</summary>
    private Dictionary<RunId, (long Text, int Length)>? _seen;

    public SessionKey Session { get; } = session;

    /// <summary>The connection that reads, if it can be told direct messages.</summary>
    public ConnectionId? Connection { get; } = connection;

    /// <summary>Whether it wants to see steps while they are being produced.</summary>
    public bool WantsDeltas { get; init; }

    /// <summary>Says where the log ended when this reader was attached. Called in the session's turn, before any batch.</summary>
    public void Attach(long head, LiveTexts? texts = null)
    {
        lock (_lock)
        {
            _head = _queued = head;
            _texts = WantsDeltas ? texts : null;
        }
    }

    /// <summary>Begins: <paramref name="first"/> goes out before everything else.</summary>
    /// <param name="startAfter">Where the replay starts; <see langword="null"/> for live events only.</param>
    public void Start(ReadOnlyMemory<byte> first, long replayEnd, long? startAfter)
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _started = true;
            var queue = Queue;
            queue.Insert(0, new Outbound(OutboundKind.Direct, first, null, 0));
            if (startAfter is { } position)
            {
                // What was queued since the attachment will be read from the log, after the replay.
                foreach (var item in queue)
                    item.Batch?.Release();
                queue.RemoveAll(item => item.Kind == OutboundKind.Events);
                _liveBytes = 0;
                _queued = position;
                _replayEnd = replayEnd;
            }

            Wake();
        }
    }

    /// <summary>Takes committed events, in the order of the log. Never waits.</summary>
    public void Publish(EventBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        lock (_lock)
        {
            // After the end these are another owner's, who may have found more in the log than was shown here.
            if (_closed || _end is not null)
                return;

            // Stored before this reader was attached and shown after it, in the same turn: it is in the log it was told of.
            if (batch.LastSeq <= _head)
                return;

            var isLive = _queued == _head && _replayEnd is null;
            _head = batch.LastSeq;
            if (isLive && _liveBytes + batch.Size <= options.MaxLiveBytes)
            {
                batch.Hold();
                Queue.Add(new Outbound(OutboundKind.Events, default, batch, batch.FirstSeq));
                _liveBytes += batch.Size;
                _queued = batch.LastSeq;
            }

            Wake();
        }
    }

    /// <summary>There is more to see of what is being produced. A reader that lags sees it when it has caught up.</summary>
    public void ShowTexts()
    {
        lock (_lock)
        {
            if (_texts is not null && !_closed && _end is null)
                Wake();
        }
    }

    /// <summary>Queues a direct message if there is room for it.</summary>
    /// <param name="force">Queue it in any case: for the few messages whose number is bounded elsewhere.</param>
    public bool TryPost(ReadOnlyMemory<byte> frame, bool force = false)
    {
        lock (_lock)
        {
            if (_closed || (!force && _directBytes > 0 && _directBytes + frame.Length > options.MaxDirectBytes))
                return false;

            Queue.Add(new Outbound(OutboundKind.Direct, frame, null, 0));
            _directBytes += frame.Length;
            Wake();
            return true;
        }
    }

    /// <summary>Queues a direct message, waiting for room as long as the reader is open.</summary>
    public async ValueTask PostAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        while (!TryPost(frame))
        {
            Task room;
            lock (_lock)
            {
                if (_closed)
                    return;
                if (_directBytes == 0)
                    continue;
                room = RoomAsync();
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Waits while as many direct messages wait as may: whoever asks for more by what it sends is not listened to. Some
    /// answers are queued in any case, so room for the next one says nothing about those that are queued.
    /// </summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_lock)
            {
                if (_closed || _directBytes < options.MaxDirectBytes)
                    return;
                room = RoomAsync();
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Queues a heartbeat, at most one at a time.</summary>
    public void PostPing() => PostOnce(OutboundKind.Ping);

    /// <summary>Queues the answer to the client's own heartbeat, at most one at a time.</summary>
    public void PostPong() => PostOnce(OutboundKind.Pong);

    /// <summary>
    /// Takes what can be written now: what is queued, else a page of the log. <see langword="null"/> means that there
    /// is nothing; the writer is woken when there is. The list is the writer's until the next call.
    /// </summary>
    /// <exception cref="ReaderFellBehindException">The log no longer holds what this reader has to read next.</exception>
    /// <exception cref="SessionFailedException">The session's log cannot be relied on any more.</exception>
    /// <exception cref="SessionDeletedException">The session was deleted.</exception>
    public ValueTask<List<Outbound>?> TakeAsync(CancellationToken cancellationToken)
    {
        long after, upTo;
        lock (_lock)
        {
            TakeBack();
            if (TakeQueue() is { } items)
                return new(items);

            // What is being deleted is not waited for: it is not read any more.
            if (_closed && (!_closeAtHead || _held || _queued == _head))
                return new(TakeClose());
            if (_end is { } end)
                return ValueTask.FromException<List<Outbound>?>(end == SessionEnd.Deleted ? new SessionDeletedException() : new SessionFailedException());
            if (_replayEnd is { } replayEnd && _queued >= replayEnd)
            {
                _replayEnd = null;
                return new([new Outbound(OutboundKind.CaughtUp, default, null, _queued)]);
            }

            if (_queued == _head)
                return new(TakeText() ?? Sleep());

            if (_held)
                return new(Sleep());

            // A message queued before the log grew to here has been taken: "accepted" stays ahead of its run.
            after = _queued;
            upTo = _replayEnd ?? _head;
        }

        return TakePageAsync(after, upTo, cancellationToken);
    }

    /// <summary>Nothing more goes in; what is queued can still be taken, and last of all <see cref="OutboundKind.Close"/>.</summary>
    /// <param name="atHead">Also what a lagging reader has not read of the log: for an end after which there is no coming back to it.</param>
    public void Close(bool atHead = false)
    {
        lock (_lock)
        {
            if (_closed)
            {
                // Closed again: what could not be read up to the head is given up.
                _closeAtHead &= atHead;
                return;
            }

            // Never begun: "connected" would have been first, so nothing is.
            if (!_started)
                _queue = null;
            _closeAtHead = atHead && _started;
            _closed = _started = true;
            _room?.TrySetResult();
            Wake();
        }
    }

    /// <summary>The log is being deleted: nothing of it is read any more.</summary>
    public void Hold()
    {
        lock (_lock)
            _held = true;
    }

    /// <summary>The session is over for this reader, which ends with an error when it has given what is queued.</summary>
    public void End(SessionEnd end)
    {
        lock (_lock)
        {
            _end = end;
            Wake();
        }
    }

    private void PostOnce(OutboundKind kind)
    {
        lock (_lock)
        {
            if (_closed || !_started || (_queue?.Exists(item => item.Kind == kind) ?? false))
                return;
            Queue.Add(new Outbound(kind, default, null, 0));
            Wake();
        }
    }

    private async ValueTask<List<Outbound>?> TakePageAsync(long after, long upTo, CancellationToken cancellationToken)
    {
        var page = await store.ReadAsync(Session, after, upTo, options.PageBytes, cancellationToken);
        lock (_lock)
        {
            // Read while the log was being deleted; or closed meanwhile, and the position is no longer ours to move.
            if (_held || (_closed && !_closeAtHead))
            {
                page.Events?.Release();
                return [];
            }

            if (page.Events is not { } batch)
                throw new ReaderFellBehindException();

            _queued = batch.LastSeq;
            return [new Outbound(OutboundKind.Events, default, batch, batch.FirstSeq)];
        }
    }

    /// <summary>The list that the writer had serves again, after events: where there are some, there will be more.</summary>
    private void TakeBack()
    {
        if (_taken is { Capacity: <= LargestSpare } taken && taken[^1].Batch is not null)
        {
            taken.Clear();
            _spare = taken;
        }

        _taken = null;
    }

    private List<Outbound>? TakeQueue()
    {
        if (!_started || _queue is not { Count: > 0 } items)
            return null;

        _taken = items;
        _queue = null;
        _liveBytes = 0;
        _directBytes = 0;
        _room?.TrySetResult();
        _room = null;
        return items;
    }

    /// <summary>What waits, to be added to.</summary>
    private List<Outbound> Queue
    {
        get
        {
            if (_queue is null)
                (_queue, _spare) = (_spare ?? [], null);
            return _queue;
        }
    }

    private List<Outbound>? TakeText() =>
        _texts?.Take(_seen ??= [], _queued) is { } piece ? [new Outbound(OutboundKind.Delta, default, null, 0, piece)] : null;

    private Task RoomAsync() => (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private List<Outbound>? TakeClose()
    {
        if (_closeTaken)
            return Sleep();
        _closeTaken = true;
        return [new Outbound(OutboundKind.Close, default, null, 0)];
    }

    private List<Outbound>? Sleep()
    {
        _writerAwake = false;
        return null;
    }

    private void Wake()
    {
        if (_writerAwake || !_started)
            return;
        _writerAwake = true;
        wake();
    }
}
