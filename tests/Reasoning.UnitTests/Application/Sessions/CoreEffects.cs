using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Does what a core wants done, and checks that it may be done at this moment.</summary>
internal sealed class CoreEffects(SessionCore core, RecordingEncoder encoder, List<RunModel> runs)
{
    private readonly Dictionary<object, (TicketKind Kind, HashSet<RunId> Runs, int Position)> _open = [];
    private readonly HashSet<RunId> _unannounced = [];
    private readonly HashSet<RunId> _publishedStarts = [];
    private readonly HashSet<RunId> _committedEnds = [];
    private readonly HashSet<RunId> _committedStops = [];
    private SessionAppend? _underWay;
    private SessionAppend? _committed;
    private long _appended = core.PublishedSeq;
    private long _published = core.PublishedSeq;

    public bool IsUnderWay => _underWay is not null;

    public bool IsCommittedEnd(RunId run) => _committedEnds.Contains(run);

    public object Expect(TicketKind kind, HashSet<RunId>? stopped = null)
    {
        var ticket = new object();
        _open.Add(ticket, (kind, stopped ?? [], -1));
        return ticket;
    }

    public void ExpectAnnouncement(RunId run) => _unannounced.Add(run);

    public bool BeginsWithThisCommit(RunModel run) =>
        !run.IsEnded && _underWay!.Runs.OfType<RunChange.Accepted>().Any(change => change.Run == run.Id);

    public void Commit()
    {
        _committed = _underWay;
        _underWay = null;
        foreach (var end in _committed!.Runs.OfType<RunChange.Ended>())
            _committedEnds.Add(end.Run);
        foreach (var stop in _committed.Runs.OfType<RunChange.InterruptRequested>())
            _committedStops.Add(stop.Run);
    }

    /// <param name="logLength">How many events there are now: what was asked for in this input is among them.</param>
    public void Do(List<SessionEffect> effects, int logLength)
    {
        foreach (var ticket in _open.Where(ticket => ticket.Value.Position < 0).ToList())
            _open[ticket.Key] = ticket.Value with { Position = logLength };
        foreach (var effect in effects)
            Do(effect);
        effects.Clear();
        if (_committed is { Events: null })
            _committed = null;

        // Nothing of a commit is forgotten, and nobody is shown what is not committed.
        Assert.Null(_committed);
        Assert.Equal(_published, core.PublishedSeq);
        Assert.True(_publishedStarts.Except(_committedEnds).ToHashSet().SetEquals(core.ActiveRuns.Select(run => run.Run)));
    }

    public void AssertAllResolved()
    {
        Assert.Empty(_open);
        Assert.Empty(_unannounced);
        Assert.False(IsUnderWay);
    }

    private void Do(SessionEffect effect)
    {
        switch (effect)
        {
            case SessionEffect.Append { Content: var content }:
                Append(content);
                break;
            case SessionEffect.Publish { Batch: var batch }:
                Publish(batch);
                break;
            case SessionEffect.Announce { Run: var run }:
                Assert.True(_unannounced.Remove(run), "Announced once, and only to who asked.");
                Assert.DoesNotContain(run, _publishedStarts);
                Assert.Contains(_committed!.Runs, change => change is RunChange.Accepted && change.Run == run);
                break;
            case SessionEffect.Execute { Run: var id }:
                var begun = Find(id);
                Assert.Contains(id, _publishedStarts);
                Assert.False(begun.IsExecuted || begun.IsEnded || begun.IsStopping, "Only a run that may still do something begins.");
                begun.IsExecuted = true;
                break;
            case SessionEffect.Cancel { Run: var cancelled }:
                Find(cancelled).Cancels++;
                break;
            case SessionEffect.Release { Run: var released }:
                Find(released).Releases++;
                break;
            case SessionEffect.Resolve resolve:
                Resolve(resolve);
                break;
            default:
                Assert.Fail($"Unknown effect {effect}.");
                break;
        }
    }

    private void Append(SessionAppend content)
    {
        Assert.False(IsUnderWay, "One commit at a time.");
        Assert.True(content.Events is not null || content.Runs.Count > 0);
        _underWay = content;
        if (content.Events is not { } batch)
            return;
        Assert.Equal(_appended + 1, batch.FirstSeq);
        _appended = batch.LastSeq;

        // A run's first and last event are stored together with the change that they are.
        var first = encoder.Encoded[0].Seq;
        var events = Enumerable.Range(0, batch.Count).Select(index => encoder.Encoded[(int)(batch.FirstSeq + index - first)]).ToList();
        Assert.Equal(Runs(events, @event => @event is RunStarted), Runs<RunChange.Accepted>(content));
        Assert.Equal(Runs(events, @event => @event is TerminalEvent), Runs<RunChange.Ended>(content));
    }

    private void Publish(EventBatch batch)
    {
        Assert.Same(_committed?.Events, batch);
        _committed = null;
        Assert.Equal(_published + 1, batch.FirstSeq);
        for (var seq = batch.FirstSeq; seq <= batch.LastSeq; seq++)
        {
            var @event = encoder.Encoded[(int)(seq - encoder.Encoded[0].Seq)];
            Assert.Equal(@event, encoder.Decode(batch.Frame(seq)));
            if (@event.Event is not RunStarted)
                continue;
            Assert.DoesNotContain(@event.Run, _unannounced);
            _publishedStarts.Add(@event.Run);
        }

        _published = batch.LastSeq;
    }

    private void Resolve(SessionEffect.Resolve resolve)
    {
        Assert.True(_open.Remove(resolve.Ticket, out var expected), "Every ticket is resolved once.");
        var (kind, stopped, position) = expected;
        Assert.Equal(kind, KindOf(resolve.Result));
        if (resolve.Result is TicketResult.Interrupted interrupted)
            Assert.Equal(stopped, [.. interrupted.Runs]);
        Assert.Subset(_committedStops, stopped);

        // What waits to be stored is answered only when it is, and shown.
        if (kind is TicketKind.Accepted or TicketKind.Stored or TicketKind.Interrupted && position > 0)
            Assert.True(_published >= encoder.Encoded[position - 1].Seq, "Answered before it was stored.");
    }

    private RunModel Find(RunId id) => runs.Single(run => run.Id == id);

    private static HashSet<RunId> Runs(List<SessionEvent> events, Func<RunEvent, bool> which) =>
        [.. events.Where(@event => which(@event.Event)).Select(@event => @event.Run)];

    private static HashSet<RunId> Runs<T>(SessionAppend content)
        where T : RunChange => [.. content.Runs.OfType<T>().Select(change => change.Run)];

    private static TicketKind KindOf(TicketResult result) => result switch
    {
        TicketResult.Accepted => TicketKind.Accepted,
        TicketResult.Stored => TicketKind.Stored,
        TicketResult.Dropped => TicketKind.Dropped,
        TicketResult.Interrupted => TicketKind.Interrupted,
        TicketResult.NotActive => TicketKind.NotActive,
        TicketResult.Refused { Reason.Code: var code } => code == ErrorCode.ShuttingDown ? TicketKind.ShuttingDown : TicketKind.TooManyRuns,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

internal enum TicketKind
{
    Accepted,
    TooManyRuns,
    ShuttingDown,
    Stored,
    Dropped,
    Interrupted,
    NotActive,
}
