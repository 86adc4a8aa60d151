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

    public bool IsEnded { get; private set; }

    public UnfinishedRun ToUnfinished() => new(
        Accepted.Run,
        Accepted.Request,
        Accepted.IdempotencyKey,
        Accepted.At,
        Accepted.FirstSeq,
        _notes.Count,
        _interruptRequested,
        _takeUp);

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
            case RunChange.Ended:
                // Nobody continues it any more.
                _notes.Clear();
                IsEnded = true;
                break;
        }
    }
}
