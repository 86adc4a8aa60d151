using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>A run as the store has it, and the rules that its log keeps.</summary>
internal sealed class StoredRun(RunChange.Accepted accepted)
{
    private static readonly RunFailed Stuck =
        (RunFailed)new Run(Some.Run, Some.Request, Some.Time, Some.Time).End(RunEndReason.Stuck, Some.Time);

    private readonly HashSet<StepId> _steps = [];
    private bool _hasBegun;
    private int _iterations;
    private int _notes;
    private int _progressWhenTakenUp;
    private int _takenUpInVain;

    public RunChange.Accepted Accepted { get; } = accepted;

    public TerminalEvent? End { get; private set; }

    private int Progress => _iterations + _notes;

    public void Take(RunEvent @event)
    {
        Assert.True(End is null, "Nothing follows a run's terminal event.");
        Assert.True(_hasBegun == @event is not RunStarted, "A run begins once, with its first event.");
        Assert.True((@event as RunFailed)?.Message != Stuck.Message || (_takenUpInVain == 3 && Progress == _progressWhenTakenUp), "It could have come further.");
        _hasBegun = true;
        End = @event as TerminalEvent;
        if (@event is not StepTaken taken)
            return;

        Assert.True(_steps.Add(taken.StepId), "No two steps of a run have the same id, whoever took them.");
        _iterations = Math.Max(_iterations, taken.Step.Iteration);
    }

    public void Note(int number) => Assert.Equal(++_notes, number);

    public void TakeUp(bool isOrderly)
    {
        _takenUpInVain = isOrderly ? 0 : Progress > _progressWhenTakenUp ? 1 : _takenUpInVain + 1;
        _progressWhenTakenUp = Progress;
        Assert.True(_takenUpInVain <= 3, "A run that comes no further is not taken up for ever.");
    }
}
