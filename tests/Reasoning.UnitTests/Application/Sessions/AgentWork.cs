using System.Diagnostics;
using Reasoning.Application.Agents;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>One attempt at a run: what the handler that executes it and an agent of its kind would say.</summary>
internal sealed class AgentWork
{
    /// <summary>The choice of an agent that comes to its end.</summary>
    public const int Answers = 2;

    private readonly SessionEffect.Execute _run;
    private readonly Queue<RunEvent> _next = [];
    private int _iteration;
    private int _steps;

    /// <param name="run">The agent's name says how it recovers.</param>
    public AgentWork(SessionEffect.Execute run)
    {
        _run = run;
        if (run.Resumed is not { } resumed)
            return;

        if (resumed.Answer is not null)
        {
            End();
            return;
        }

        switch (Enum.Parse<AgentRecovery>(run.Request.Agent))
        {
            case AgentRecovery.Continue:
                _iteration = resumed.Iterations;
                break;
            case AgentRecovery.Restart:
                Say(new ErrorStep("It begins anew.", Iteration: 1));
                break;
            case AgentRecovery.Fail:
                _next.Enqueue(Some.Failed());
                break;
            default:
                throw new UnreachableException();
        }
    }

    public RunId Run => _run.Run;

    public bool ShowsSteps => _run.Request.EnableReasoning;

    /// <summary>For its tool call to be stored.</summary>
    public bool IsWaiting { get; set; }

    /// <returns><see langword="null"/> when it returns.</returns>
    public RunEvent? Next(int choice)
    {
        if (_next.Count == 0)
            Choose(choice);
        return _next.TryDequeue(out var next) ? next : null;
    }

    private void Choose(int choice)
    {
        switch (choice)
        {
            case 0:
                break;
            case 1:
                _next.Enqueue(Some.Failed());
                break;
            case < 6:
                Say(Some.Answer(iteration: _iteration + 1));
                End();
                break;
            case < 11:
                Say(Some.ToolUse($"call-{_steps}", Math.Max(_iteration, 1)));
                Say(Some.ToolResult($"call-{_steps - 1}", Math.Max(_iteration, 1)));
                break;
            case < 14:
                Say(Some.Thought(Math.Max(_iteration, 1)), note: "Remember.");
                break;
            default:
                Say(Some.Thought(++_iteration));
                break;
        }
    }

    private void Say(ReasoningStep step, string? note = null) =>
        _next.Enqueue(new StepTaken(step, new StepId(_run.Resumed?.Attempt ?? 1, ++_steps), Some.Time, note));

    private void End()
    {
        if (!_run.Request.EnableReasoning)
            _next.Enqueue(new ResponseGiven("It is a log."));
        _next.Enqueue(Some.Completed());
    }
}
