using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Application.Clients;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Runs.ExecuteRun;

/// <summary>
/// Streams what an agent does to the clients of its session, and says how it ended. Whether that is how the run ends,
/// the session decides: an interrupt may have been first.
/// </summary>
internal sealed partial class ExecuteRunCommandHandler(
    IAgentCatalog agents,
    IClientNotifier notifier,
    RunContexts contexts,
    TimeProvider time,
    ILogger<ExecuteRunCommandHandler> logger) : IRequestHandler<ExecuteRunCommand>
{
    public async Task<Unit> Handle(ExecuteRunCommand request, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(request, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever cancelled knows why, and ends the run.
        }
        catch (AgentException failure)
        {
            var refusal = (failure.InnerException as ModelException)?.Refusal;
            LogAgentFailure(refusal is null ? failure : null, request.Address.Run, request.Request.Agent, request.TraceId, refusal);
            await FailAsync(request, new RunFailed(failure.Code, failure.Message, request.TraceId));
        }
        catch (Exception failure)
        {
            LogAgentFailure(failure, request.Address.Run, request.Request.Agent, request.TraceId, refusal: null);
            await FailAsync(request, new RunFailed(ErrorCode.AgentFailed, "The agent failed; its run cannot go on.", request.TraceId));
        }

        return Unit.Value;
    }

    private async Task RunAsync(ExecuteRunCommand request, CancellationToken cancellationToken)
    {
        if (!agents.TryGet(request.Request.Agent, out var agent))
            throw new AgentException(ErrorCode.AgentFailed, "The agent is no longer offered.");

        var attempt = request.Resumed?.Attempt ?? 1;
        var steps = 0;
        StepId? growing = null;
        var iterations = request.Resumed?.Iterations ?? 0;
        var answer = request.Resumed?.Answer;
        TokenUsage? usage = null;

        // With its answer in the log already, a run has nothing left to do but to end.
        var outputs = answer is null ? await BeginAsync(agent, request, cancellationToken) : AsyncEnumerable.Empty<AgentOutput>();
        await foreach (var output in outputs)
        {
            switch (output)
            {
                case AgentStep { Step: var step, Note: var note }:
                    iterations = Math.Max(iterations, step.Iteration);
                    answer = step is FinalAnswerStep ? step.Content : answer;

                    // What is said about a step that grows goes before it, and does not take its id.
                    var grown = step is ErrorStep ? null : growing;
                    var id = grown ?? new StepId(attempt, ++steps);
                    growing = grown is null ? growing : null;
                    if (!await notifier.NotifyAsync(request.Address, new StepTaken(step, id, time.GetUtcNow(), note), cancellationToken))
                        return;
                    break;
                case AgentDelta delta when request.Request.EnableReasoning:
                    growing ??= new StepId(attempt, ++steps);
                    var piece = new StepDelta(growing.Value, delta.Kind, delta.Iteration, delta.Content, delta.IsAnew);
                    if (!await notifier.NotifyDeltaAsync(request.Address, piece, cancellationToken))
                        return;
                    break;
                case AgentDelta:
                    break;
                case AgentUsage { Usage: var used }:
                    usage = used.Plus(usage);
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        // An agent that was stopped may simply return: what it leaves behind is not an answer.
        cancellationToken.ThrowIfCancellationRequested();
        if (answer is null)
            throw new AgentException(ErrorCode.AgentFailed, "The agent ended without an answer.");

        if (!request.Request.EnableReasoning)
            await notifier.NotifyAsync(request.Address, new ResponseGiven(answer), cancellationToken);

        var duration = time.GetUtcNow() - request.AcceptedAt;
        var elapsed = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        var completed = new RunCompleted(RunStatus.Completed, iterations, elapsed, Tools: [], usage);
        await notifier.NotifyAsync(request.Address, completed, cancellationToken);
    }

    /// <summary>The agent's work: from the beginning, or what is left of it after its server went away.</summary>
    private async Task<IAsyncEnumerable<AgentOutput>> BeginAsync(
        IAgent agent, ExecuteRunCommand request, CancellationToken cancellationToken)
    {
        var recovery = agent.Descriptor.Recovery;
        if (request.Resumed is not null && recovery == AgentRecovery.Fail)
            throw new AgentException(ErrorCode.AgentFailed, "The server stopped while this was going on, and this agent cannot go on.");

        var isContinued = request.Resumed is not null && recovery == AgentRecovery.Continue;
        var context = await contexts.ReadAsync(request, agent.Descriptor, isContinued, cancellationToken);
        var work = agent.RunAsync(context, cancellationToken);
        if (request.Resumed is null || isContinued)
            return work;

        var notice = new ErrorStep("The server stopped while this was going on; it begins anew.", Iteration: 1);
        return work.Prepend(new AgentStep(notice));
    }

    /// <summary>Not with the run's token: a failure is told even when the run has been cancelled meanwhile.</summary>
    private async Task FailAsync(ExecuteRunCommand request, RunFailed failure) =>
        await notifier.NotifyAsync(request.Address, failure, CancellationToken.None);

    [LoggerMessage(LogLevel.Warning, "Run {Run} of agent {Agent} failed, trace {TraceId}. {Refusal}")]
    private partial void LogAgentFailure(Exception? failure, RunId run, string agent, string traceId, string? refusal);
}
