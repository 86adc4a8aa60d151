using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Agents.Loop;

/// <summary>
/// Think, call tools, observe, until the model answers or a limit is reached. It is written over <see cref="IChatClient"/>
/// and knows nothing of what stands behind it: an offline planner or a language model.
/// </summary>
/// <remarks>
/// Reasoning is a thought; so is the text of a turn that ends in tool calls; the text of the last turn is the final
/// answer.
/// </remarks>
public sealed class AgentLoop(
    IChatClient client,
    IReadOnlyList<AIFunction> tools,
    AgentLoopOptions options,
    TimeProvider time,
    ILogger<AgentLoop> logger)
{
    private readonly ToolCalls _calls = new(new ToolRunner(tools, options, time, logger), options, time);

    /// <param name="notes">What an earlier attempt stored with its steps; empty for a run that begins.</param>
    /// <exception cref="AgentException">The model failed, broke off, or reached a limit without an answer.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async IAsyncEnumerable<AgentOutput> RunAsync(
        IEnumerable<ChatMessage> conversation,
        IReadOnlyList<string> notes,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.RunTime > TimeSpan.Zero ? options.RunTime : Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using var outputs = LoopAsync(conversation, notes, linked.Token).GetAsyncEnumerator(linked.Token);
        while (true)
        {
            try
            {
                if (!await outputs.MoveNextAsync())
                    yield break;
            }
            catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new AgentException(ErrorCode.AgentTimeout, $"The agent took longer than its {options.RunTime.TotalSeconds:0.###} s.", exception);
            }

            yield return outputs.Current;
        }
    }

    private async IAsyncEnumerable<AgentOutput> LoopAsync(
        IEnumerable<ChatMessage> conversation,
        IReadOnlyList<string> notes,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var state = new LoopState(conversation, notes, options);
        var model = new ModelCaller(client, options, time, logger);
        if (state.Usage is { } spent)
            yield return new AgentUsage(spent);

        while (true)
        {
            await foreach (var output in _calls.MakeAsync(state, cancellationToken))
                yield return output;
            state.AnswerCalls();

            var iteration = state.Iteration + 1;
            var isTooDear = options.MaxTokens > 0 && state.Tokens >= options.MaxTokens;
            if (isTooDear)
                yield return new AgentStep(new ErrorStep($"The limit of {options.MaxTokens} tokens is reached; the model has to answer now.", iteration));

            var isLast = iteration >= options.MaxIterations || state.Budget.Exhausted is not null || isTooDear;
            await foreach (var output in model.AskAsync(iteration, state.Messages, OptionsFor(isLast), cancellationToken))
                yield return output;

            var turn = model.Turn;
            turn.ThrowIfUnusable(isLast);
            if (turn.Calls.Count == 0)
            {
                if (turn.IsCutOff)
                    yield return new AgentStep(new ErrorStep("The model reached its output limit: its answer is cut off.", iteration));
                yield return new AgentStep(new FinalAnswerStep(turn.Text, iteration, turn.Citations));
                yield break;
            }

            state.Begin(new NotedTurn(iteration, turn.Messages, turn.Usage));
        }
    }

    // A model that may not call tools has no choice but to answer.
    private ChatOptions OptionsFor(bool isLast) =>
        tools.Count == 0 ? new ChatOptions() : new ChatOptions { Tools = [.. tools], ToolMode = isLast ? ChatToolMode.None : null };
}
