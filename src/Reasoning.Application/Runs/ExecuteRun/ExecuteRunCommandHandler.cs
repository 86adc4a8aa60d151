using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents;
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
    TimeProvider time,
    ILogger<ExecuteRunCommandHandler> logger) : IRequestHandler<ExecuteRunCommand>
{
    private const int FirstAttempt = 1;

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
            LogAgentFailure(failure, request.Address.Run, request.Request.Agent);
            await FailAsync(request, new RunFailed(failure.Code, failure.Message));
        }
        catch (Exception failure)
        {
            LogAgentFailure(failure, request.Address.Run, request.Request.Agent);
            await FailAsync(request, new RunFailed(ErrorCode.AgentFailed, "The agent failed; its run cannot go on."));
        }

        return Unit.Value;
    }

    private async Task RunAsync(ExecuteRunCommand request, CancellationToken cancellationToken)
    {
        if (!agents.TryGet(request.Request.Agent, out var agent))
            throw new AgentException(ErrorCode.AgentFailed, "The agent is no longer offered.");

        var context = new RunContext(request.Address.Run, request.Request, CommittedSteps: []);
        var steps = 0;
        var iterations = 0;
        string? answer = null;
        TokenUsage? usage = null;

        await foreach (var output in agent.RunAsync(context, cancellationToken))
        {
            switch (output)
            {
                case AgentStep { Step: var step }:
                    iterations = Math.Max(iterations, step.Iteration);
                    answer = step is FinalAnswerStep ? step.Content : answer;
                    var taken = new StepTaken(step, new StepId(FirstAttempt, ++steps), time.GetUtcNow());
                    if (!await notifier.NotifyAsync(request.Address, taken, cancellationToken))
                        return;
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

    /// <summary>Not with the run's token: a failure is told even when the run has been cancelled meanwhile.</summary>
    private async Task FailAsync(ExecuteRunCommand request, RunFailed failure) =>
        await notifier.NotifyAsync(request.Address, failure, CancellationToken.None);

    [LoggerMessage(LogLevel.Warning, "Run {Run} of agent {Agent} failed")]
    private partial void LogAgentFailure(Exception failure, RunId run, string agent);
}
