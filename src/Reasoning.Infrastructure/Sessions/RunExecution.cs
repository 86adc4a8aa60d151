using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Reasoning.Application.Diagnostics;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// The work of one run and the bounded queue through which it speaks. It can outlive its run: then it is abandoned and
/// nobody listens.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source owns no timer and no handle, and an interrupt may reach it after the work's end.")]
internal sealed class RunExecution(RunAddress address, string agent, LocalSession session, int queueLength, RunTrace trace, TimeProvider time)
{
    private readonly Channel<RunInput> _inputs = Channel.CreateBounded<RunInput>(
        new BoundedChannelOptions(queueLength) { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private WorkState _state = WorkState.Working;
    private volatile bool _hasReturned;
    private volatile TerminalEvent? _last;
    private StopRequest? _stopRequest;

    public RunAddress Address { get; } = address;

    public RunId Id => Address.Run;

    public int Attempt => Address.Attempt;

    public string Agent { get; } = agent;

    public RunTrace Trace { get; } = trace;

    /// <summary>When it began, as the time provider counts.</summary>
    public long Begun { get; } = time.GetTimestamp();

    /// <summary>Why and when it was told to stop; <see langword="null"/> if it was not.</summary>
    public StopRequest? StopRequest => Volatile.Read(ref _stopRequest);

    /// <summary>The last word of the work; <see langword="null"/> until it is said.</summary>
    public TerminalEvent? Last => _last;

    public LocalSession Session { get; } = session;

    public CancellationToken StopToken => _stop.Token;

    public bool HasInput => _inputs.Reader.Count > 0 || _hasReturned;

    /// <summary>The work has returned and everything it said has been read.</summary>
    public bool IsExhausted => _hasReturned && _inputs.Reader.Count == 0;

    /// <summary>Cancels on another thread: what a tool registered on its token must not run in the session's turn.</summary>
    /// <param name="reason"><see langword="null"/> when the run is left to its next owner.</param>
    public void Stop(RunEndReason? reason)
    {
        if (StopRequest is null)
            Volatile.Write(ref _stopRequest, new StopRequest(reason, time.GetTimestamp()));
        _ = _stop.CancelAsync();
    }

    public bool TryRead(out RunInput input) => _inputs.Reader.TryRead(out input);

    public bool TryWrite(in RunInput input)
    {
        _last ??= input.Last;
        return _inputs.Writer.TryWrite(input);
    }

    /// <summary>
    /// Waits for room. Not with the run's token, because the last words after an interrupt are still heard: the end of
    /// the run ends this wait.
    /// </summary>
    public async ValueTask<bool> WriteAsync(RunInput input)
    {
        _last ??= input.Last;

        Session.SignalFull();
        try
        {
            await _inputs.Writer.WriteAsync(input, CancellationToken.None);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>The work is over.</summary>
    /// <returns>What it was until now.</returns>
    public WorkState End()
    {
        lock (_lock)
        {
            var before = _state;
            _state = WorkState.Over;
            _hasReturned = true;
            return before;
        }
    }

    /// <summary>The run is over: whatever else the work says is dropped.</summary>
    /// <returns>What that makes of the work.</returns>
    public WorkState Release()
    {
        _inputs.Writer.TryComplete();
        while (_inputs.Reader.TryRead(out var input))
            input.Stored?.TrySetResult(TicketResult.Dropped.Instance);
        lock (_lock)
        {
            if (_state == WorkState.Working)
                _state = _last is not null ? WorkState.Leaving : WorkState.Abandoned;
            return _state;
        }
    }
}

/// <summary>The work of a run was told to stop.</summary>
/// <param name="Reason"><see langword="null"/> when the run is left to its next owner.</param>
/// <param name="At">As the time provider counts.</param>
internal sealed record StopRequest(RunEndReason? Reason, long At);

/// <summary>What the work of a run is doing.</summary>
internal enum WorkState
{
    /// <summary>It works, and its run goes on.</summary>
    Working,

    /// <summary>It has said its last word, its run is over, and it is about to return.</summary>
    Leaving,

    /// <summary>It works although its run is over.</summary>
    Abandoned,

    /// <summary>It has returned.</summary>
    Over,
}
