using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Diagnostics;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Agents.Loop;

/// <summary>Has the model take its turns, one run's, and asks again when it failed for the moment: the one place that does.</summary>
internal sealed partial class ModelCaller(IChatClient client, AgentLoopOptions options, TimeProvider time, ILogger logger)
{
    private readonly ChatClientMetadata? _metadata = client.GetService<ChatClientMetadata>();

    /// <summary>The turn that was taken last.</summary>
    public ModelTurn Turn { get; private set; } = new(iteration: 0);

    /// <exception cref="AgentException">The model failed, and to ask again does not help.</exception>
    public async IAsyncEnumerable<AgentOutput> AskAsync(
        int iteration, IReadOnlyList<ChatMessage> messages, ChatOptions chat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            Turn = new ModelTurn(iteration);
            var isShown = false;
            ModelException? failure = null;
            using var call = ModelCall.Begin(_metadata, time);
            var stream = ModelStream.ReadAsync(client, messages, chat, options, time, cancellationToken);
            await using (var updates = stream.GetAsyncEnumerator(cancellationToken))
            {
                while (true)
                {
                    try
                    {
                        if (!await updates.MoveNextAsync())
                            break;
                        call.Answers();
                        Turn.Add(updates.Current);
                    }
                    catch (ModelException failed)
                    {
                        failure = failed;
                        break;
                    }
                    catch (AgentException)
                    {
                        call.End(Turn.FinishReason, Turn.Usage, ModelFailure.Unknown);
                        throw;
                    }

                    while (Turn.Outputs.TryDequeue(out var output))
                    {
                        isShown = true;
                        yield return output;
                    }
                }
            }

            // Connections that die quietly look like a normal end; half an answer must not pass for a whole one.
            if (failure is null && !Turn.HasFinished)
                failure = new ModelException(ModelFailure.Broken);

            call.End(Turn.FinishReason, Turn.Usage, failure?.Failure);

            // Tokens were spent whatever becomes of the turn.
            if (Turn.Usage is { } usage)
                yield return new AgentUsage(usage);

            if (failure is null)
            {
                Turn.End();
                while (Turn.Outputs.TryDequeue(out var output))
                    yield return output;
                yield break;
            }

            var delay = DelayAfter(failure, attempt);
            LogFailure(logger, failure.Refusal is null ? failure : null, failure.Failure, attempt, delay, failure.Refusal);

            // What clients have seen of the turn counts no more, and they are told so.
            if (isShown)
                yield return new AgentStep(new ErrorStep($"{failure.Explanation} It begins this turn anew.", iteration));
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private TimeSpan DelayAfter(ModelException failure, int attempt) =>
        failure.IsTransient && attempt <= options.ModelRetries
        && RetryDelay.After(attempt, failure.RetryAfter, options.MaxRetryDelay, Random.Shared.NextDouble()) is { } delay
            ? delay
            : throw new AgentException(ErrorCode.AgentFailed, failure.Explanation, failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model failed ({Failure}) at attempt {Attempt}; it is asked again after {Delay}. {Refusal}")]
    private static partial void LogFailure(
        ILogger logger, Exception? exception, ModelFailure failure, int attempt, TimeSpan delay, string? refusal);
}
