using System.Collections.Concurrent;
using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reasoning.Application.Diagnostics;
using Reasoning.Application.Runs;
using Reasoning.Application.Runs.ExecuteRun;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>
/// The work of all runs on this server. Each run takes a place when it is asked for and gives it back when its work is
/// over: abandoned work keeps its place, so that it cannot pile up.
/// </summary>
internal sealed partial class RunRegistry(
    IServiceScopeFactory scopes,
    IOptions<RunOptions> options,
    ReasoningMetrics metrics,
    TimeProvider time,
    ILogger<RunRegistry> logger) : IRunPlaces
{
    private readonly ConcurrentDictionary<RunId, RunExecution> _executions = [];
    private readonly RunOptions _options = options.Value;
    private int _places;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _places) <= _options.Max)
            return true;
        FreePlace();
        return false;
    }

    public void Take() => Interlocked.Increment(ref _places);

    public void FreePlace() => Interlocked.Decrement(ref _places);

    public RunExecution? Find(RunId run) => _executions.GetValueOrDefault(run);

    /// <summary>Begins the work of an accepted run, on its own thread and in its own scope.</summary>
    public RunExecution Begin(LocalSession session, SessionEffect.Execute run)
    {
        var current = Activity.Current;
        var address = new RunAddress(session.Key, run.Run, run.Resumed?.Attempt ?? 1);
        var trace = RunTrace.Begin(address, run.Request.Agent, run.Origin, run.TraceId ?? TraceIds.New());
        var execution = new RunExecution(address, run.Request.Agent, session, _options.QueueLength, trace, time);
        _executions[run.Run] = execution;
        metrics.RunsChanged(+1);
        _ = Task.Run(() => WorkAsync(execution, run));
        Activity.Current = current;
        return execution;
    }

    /// <summary>
    /// The run is over, or left to its next owner, who may be here: then it begins anew under the same id. Its work may be
    /// over, too; else it is abandoned: it is not found nor listened to any more, and keeps its place.
    /// </summary>
    /// <param name="ending"><see langword="null"/> when it is left to its next owner.</param>
    public void Release(RunId run, RunEnding? ending)
    {
        _executions.TryRemove(run, out var execution);
        if (ending is { Event: RunFailed { TraceId: { } traceId } failed } && !ReferenceEquals(failed, execution?.Last))
            LogEnd(run, ending.Agent, failed.Code, traceId);
        if (execution is null)
        {
            if (ending is not null)
                metrics.RunEnded(ending.Agent, ending, TimeSpan.Zero);
            FreePlace();
            return;
        }

        metrics.RunEnded(execution.Agent, ending, time.GetElapsedTime(execution.Begun));
        execution.Trace.End(ending);
        var state = execution.Release();
        if (state == WorkState.Over)
            FreePlace();
        else if (state == WorkState.Abandoned)
            metrics.AbandonedChanged(+1);
    }

    private async Task WorkAsync(RunExecution execution, SessionEffect.Execute run)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
            await mediator.Send(
                new ExecuteRunCommand(execution.Address, run.Request, run.AcceptedAt, run.FirstSeq, execution.Trace.Id, run.Resumed), execution.StopToken);
        }
        catch (Exception failure)
        {
            LogFailure(failure, run.Run, execution.Trace.Id);
            await execution.WriteAsync(new RunInput(
                new RunFailed(ErrorCode.Internal, "The server failed to run the agent.", execution.Trace.Id)));
        }

        metrics.RunsChanged(-1);
        if (execution.StopRequest is { } stop)
            metrics.WorkStopped(execution.Agent, stop.Reason, time.GetElapsedTime(stop.At));
        var before = execution.End();
        if (before == WorkState.Abandoned)
            metrics.AbandonedChanged(-1);
        if (before != WorkState.Working)
            FreePlace();
        execution.Session.Signal();
    }

    [LoggerMessage(LogLevel.Warning, "Run {Run} of agent {Agent} was ended by the server ({Code}), trace {TraceId}")]
    private partial void LogEnd(RunId run, string agent, ErrorCode code, string traceId);

    [LoggerMessage(LogLevel.Error, "Run {Run} failed inside the server, trace {TraceId}")]
    private partial void LogFailure(Exception failure, RunId run, string traceId);
}
