using System.Globalization;
using System.Text;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Drives a reader as many threads would, one input at a time, and checks everything that its writer gets.</summary>
internal sealed class ReaderHarness
{
    private readonly ReaderOptions _options = new() { MaxLiveBytes = 60, MaxDirectBytes = 40, PageBytes = 50 };
    private readonly DelayedLog _log = new();
    private readonly SessionReader _reader;
    private readonly Queue<string> _directs = [];
    private readonly Dictionary<string, long> _acceptedFor = [];
    private Task<List<Outbound>?>? _taking;
    private bool _isAwake;
    private bool _isStarted;
    private bool _isClosed;
    private bool _isFailed;
    private bool _isOver;
    private bool _hasPing;
    private long? _replayEnd;
    private long _seen;
    private int _readsBefore;
    private int _posted;

    public ReaderHarness(int eventsBefore)
    {
        _reader = new SessionReader(Some.Session, ConnectionId.New(), _log, _options, wake: () =>
        {
            Assert.False(_isAwake, "Woken although awake.");
            _isAwake = true;
        });
        while (_log.LastSeq < eventsBefore)
            _log.Grow(events: 2, bytesEach: 10);
        _reader.Attach(_log.LastSeq);
        _seen = _log.LastSeq;
        AttachedAt = _log.LastSeq;
    }

    public long AttachedAt { get; }

    public bool FellBehind { get; private set; }

    public void Apply(ReaderOperation operation)
    {
        switch (operation.Input)
        {
            case ReaderInput.Publish:
                _reader.Publish(_log.Grow(1 + (operation.Number % 4), bytesEach: 1 + operation.Number));
                break;
            case ReaderInput.Post:
                Post(operation.Number + 4, force: false);
                break;
            case ReaderInput.AcceptRun when _isStarted:
                // As the session does it: the answer ahead of the batch with the run's first event.
                if (Post(bytes: 8, force: true) is { } answer)
                    _acceptedFor[answer] = _log.LastSeq + 1;
                _reader.Publish(_log.Grow(1, bytesEach: 10));
                break;
            case ReaderInput.Ping:
                _hasPing |= _isStarted && !_isClosed;
                _reader.PostPing();
                break;
            case ReaderInput.StartLive when !_isStarted:
                Start(startAfter: null);
                break;
            case ReaderInput.StartReplay when !_isStarted:
                Start(Math.Min(operation.Number, AttachedAt));
                break;
            case ReaderInput.DelayReads:
                _log.DelayReads();
                break;
            case ReaderInput.LetGo:
                _log.LetGo();
                break;
            case ReaderInput.Trim when operation.Number == 0:
                _log.Trim();
                break;
            case ReaderInput.Close when operation.Number < 2:
                Close();
                break;
            case ReaderInput.Fail when operation.Number == 0:
                _isFailed = true;
                _reader.End(SessionEnd.Failed);
                break;
            case ReaderInput.Take when _isAwake && _taking is null && !_isOver:
                _readsBefore = _log.Reads;
                _taking = _reader.TakeAsync(CancellationToken.None).AsTask();
                break;
        }

        if (_taking is { IsCompleted: true })
            Took();
        Assert.True(_isAwake || !HasSomething, $"Asleep although there is something to write: {operation}.");
    }

    /// <summary>The writer goes on until it sleeps: whatever was not cut off has arrived.</summary>
    public void Finish()
    {
        if (!_isStarted)
            Apply(new ReaderOperation(ReaderInput.StartLive, 0));
        Apply(new ReaderOperation(ReaderInput.LetGo, 0));
        while (_isAwake && !_isOver)
            Apply(new ReaderOperation(ReaderInput.Take, 0));

        if (_isOver)
            return;
        Assert.Null(_replayEnd);
        Assert.Empty(_directs);
        Assert.False(_hasPing);
        Assert.True(_isClosed || _seen == _log.LastSeq);
    }

    private bool HasSomething => !_isOver && _isStarted &&
        (_directs.Count > 0 || _hasPing || (!_isClosed && (_isFailed || _seen < _log.LastSeq || _replayEnd is not null)));

    private void Start(long? startAfter)
    {
        _isStarted = true;
        var first = Frame("connected", 16);
        if (!_isClosed)
        {
            string[] posted = [.. _directs];
            _directs.Clear();
            foreach (var direct in posted.Prepend("connected"))
                _directs.Enqueue(direct);
            _seen = startAfter ?? _seen;
            _replayEnd = startAfter is null ? null : AttachedAt;
        }

        _reader.Start(first, AttachedAt, startAfter);
    }

    private string? Post(int bytes, bool force)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"d{_posted++}");
        var isQueued = _reader.TryPost(Frame(name, bytes), force);
        Assert.False(isQueued && _isClosed);
        if (!isQueued)
            return null;
        _directs.Enqueue(name);
        return name;
    }

    private void Close()
    {
        _isClosed = true;
        if (!_isStarted)
        {
            // Nobody was told "connected", so nobody is told anything.
            _directs.Clear();
            _isStarted = true;
        }

        _reader.Close();
    }

    private void Took()
    {
        var taken = _taking!;
        _taking = null;
        if (taken.IsFaulted)
        {
            _isOver = true;
            FellBehind = taken.Exception.InnerException is ReaderFellBehindException;
            Assert.True(FellBehind ? _log.OldestSeq > _seen + 1 : _isFailed, taken.Exception.ToString());
            return;
        }

#pragma warning disable RS0030 // Completed: there is nothing to wait for.
        var items = taken.Result;
#pragma warning restore RS0030
        _isAwake = items is not null;
        if (items is null)
            return;

        if (_log.Reads == _readsBefore)
            AssertBounded(items);
        foreach (var item in items)
            Check(item);
    }

    private void AssertBounded(IReadOnlyList<Outbound> items)
    {
        Assert.True(items.Sum(item => item.Batch?.Size ?? 0) <= _options.MaxLiveBytes);
        var directs = items.Where(item => item.Kind == OutboundKind.Direct).Select(item => Name(item.Frame))
            .Where(name => name != "connected" && !_acceptedFor.ContainsKey(name)).ToHashSet();
        var bytes = items.Where(item => item.Kind == OutboundKind.Direct && directs.Contains(Name(item.Frame))).Sum(item => item.Frame.Length);
        Assert.True(bytes <= _options.MaxDirectBytes || directs.Count == 1);
    }

    private void Check(Outbound item)
    {
        switch (item.Kind)
        {
            case OutboundKind.Direct:
                Assert.Equal(_directs.Dequeue(), Name(item.Frame));
                break;
            case OutboundKind.Events:
                Assert.Equal(_seen + 1, item.Seq);
                Assert.InRange(item.Seq, item.Batch!.FirstSeq, item.Batch.LastSeq);
                _seen = item.Batch.LastSeq;
                Assert.False(_replayEnd < _seen, "The replay ends before live events.");
                Assert.DoesNotContain(_directs, direct => _acceptedFor.GetValueOrDefault(direct, long.MaxValue) <= _seen);
                break;
            case OutboundKind.CaughtUp:
                Assert.Equal((_replayEnd, _replayEnd), (_seen, item.Seq));
                _replayEnd = null;
                break;
            case OutboundKind.Ping:
                Assert.True(_hasPing);
                _hasPing = false;
                break;
            case OutboundKind.Close:
                Assert.True(_isClosed);
                Assert.Empty(_directs);
                _isOver = true;
                break;
        }
    }

    private static byte[] Frame(string name, int bytes) => Encoding.ASCII.GetBytes(name.PadRight(bytes));

    private static string Name(ReadOnlyMemory<byte> frame) => Encoding.ASCII.GetString(frame.Span).TrimEnd();
}
