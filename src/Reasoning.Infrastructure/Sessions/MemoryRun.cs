using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>What the log in memory knows of a run.</summary>
internal sealed class MemoryRun(RunChange.Accepted accepted)
{
    private readonly List<string> _notes = [];
    private bool _interruptRequested;
    private TakeUp? _takeUp;

    public RunChange.Accepted Accepted { get; } = accepted;

    public IReadOnlyList<string> Notes => _notes;

    public RunEnd? End { get; private set; }

    public bool IsEnded => End is not null;

    public UnfinishedRun ToUnfinished() => new(
        Accepted.Run,
        Accepted.Request,
        Accepted.IdempotencyKey,
        Accepted.At,
        Accepted.FirstSeq,
        _notes.Count,
        _interruptRequested,
        _takeUp);

    public RunSummary ToSummary() => new(Accepted.Run, Accepted.Request, Accepted.At, Accepted.FirstSeq, End);

    public void Note(RunChange change)
    {
        switch (change)
        {
            case RunChange.TakenUp(_, var takeUp):
                _takeUp = takeUp;
                break;
            case RunChange.Noted(_, var number, var text) when number == _notes.Count + 1:
                _notes.Add(text);
                break;
            case RunChange.InterruptRequested:
                _interruptRequested = true;
                break;
            case RunChange.Ended(_, var at, var lastSeq, var outcome):
                // Nobody continues it any more.
                _notes.Clear();
                End ??= new RunEnd(outcome, at, lastSeq);
                break;
        }
    }
}
