using System.Diagnostics;
using Reasoning.Application.Runs;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Diagnostics;

/// <summary>
/// The trace of a run's attempt: a root of its own, because a run outlives whoever asked for it. That request is linked.
/// </summary>
public sealed class RunTrace
{
    private const string Operation = "invoke_agent";

    private readonly Activity? _activity;

    private RunTrace(Activity? activity, string id) => (_activity, Id) = (activity, id);

    /// <summary>By which the run's failure is found in the log, and its trace where traces are kept.</summary>
    public string Id { get; }

    /// <summary>Begins it, and makes it the current activity.</summary>
    /// <param name="origin">The request that asked for the run, if it has a trace.</param>
    /// <param name="id">Its id where no traces are kept.</param>
    public static RunTrace Begin(RunAddress run, string agent, ActivityContext origin, string id)
    {
        ArgumentNullException.ThrowIfNull(run);
        Activity.Current = null;
        if (!Telemetry.Source.HasListeners())
            return new RunTrace(null, id);

        KeyValuePair<string, object?>[] tags =
        [
            new(GenAi.Operation, Operation),
            new(GenAi.Agent, agent),
            new(GenAi.Conversation, run.Session.Id.Value),
            new(GenAi.Run, run.Run.ToString()),
            new(GenAi.Attempt, run.Attempt),
        ];
        ActivityLink[] links = origin == default ? [] : [new ActivityLink(origin)];
        var activity = Telemetry.Source.StartActivity($"{Operation} {agent}", ActivityKind.Internal, default(ActivityContext), tags, links);
        return new RunTrace(activity, activity is null ? id : TraceIds.Of(activity));
    }

    /// <param name="ending"><see langword="null"/> when the run was left to its next owner.</param>
    public void End(RunEnding? ending)
    {
        if (_activity is null)
            return;
        _activity.SetTag(GenAi.Outcome, RunEnding.OutcomeOf(ending));
        if (ending is { ErrorType: { } error })
            _activity.SetTag(GenAi.ErrorType, error).SetStatus(ActivityStatusCode.Error);
        if (ending is { Event: RunCompleted { Usage: { } usage } })
            _activity.SetTag(GenAi.InputTokens, usage.InputTokens).SetTag(GenAi.OutputTokens, usage.OutputTokens);

        // Its end makes what was current at its beginning current again, which was on another thread.
        var current = Activity.Current;
        _activity.Dispose();
        Activity.Current = current;
    }
}
