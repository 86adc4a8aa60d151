using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Agents.Loop;

/// <summary>
/// Think, call tools, observe, until the model answers or a limit is reached. It is written over <see cref="IChatClient"/>
/// and knows nothing of what stands behind it: an offline planner or a language model.
/// </summary>
/// <remarks>
/// Reasoning is a thought; so is the text of a turn that ends in tool calls; the text of the last turn is the final
/// answer. The tools of a turn run one after the other, in the order in which the model asked for them.
/// </remarks>
public sealed class AgentLoop(
    IChatClient client,
    IReadOnlyList<AIFunction> tools,
    AgentLoopOptions options,
    TimeProvider time,
    ILogger<AgentLoop> logger)
{
    private readonly ToolRunner _runner = new(tools, options, time, logger);

    /// <param name="notes">What an earlier attempt stored with its steps; empty for a run that begins.</param>
    /// <exception cref="AgentException">The model failed, broke off, or reached a limit without an answer.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async IAsyncEnumerable<AgentOutput> RunAsync(
        IEnumerable<ChatMessage> conversation,
        IReadOnlyList<string> notes,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var state = new LoopState(conversation, notes, options);
        if (state.Usage is { } spent)
            yield return new AgentUsage(spent);
        await foreach (var output in CallToolsAsync(state, cancellationToken))
            yield return output;

        for (var iteration = state.Iteration + 1; ; iteration++)
        {
            var last = iteration >= options.MaxIterations || state.Budget.Refused;
            var turn = new ModelTurn(iteration);
            await foreach (var update in ModelStream.ReadAsync(client, state.Messages, OptionsFor(last), cancellationToken))
            {
                turn.Add(update);
                while (turn.Outputs.TryDequeue(out var output))
                    yield return output;
            }

            turn.End();
            while (turn.Outputs.TryDequeue(out var output))
                yield return output;

            // Before anything can fail: tokens were spent whatever becomes of the turn.
            if (turn.Usage is { } usage)
                yield return new AgentUsage(usage);

            turn.ThrowIfUnusable(last);
            if (turn.Calls.Count == 0)
            {
                if (turn.IsCutOff)
                    yield return new AgentStep(new ErrorStep("The model reached its output limit: its answer is cut off.", iteration));
                yield return new AgentStep(new FinalAnswerStep(turn.Text, iteration, turn.Citations));
                yield break;
            }

            state.Begin(new NotedTurn(iteration, turn.Messages, turn.Usage));
            await foreach (var output in CallToolsAsync(state, cancellationToken))
                yield return output;
        }
    }

    /// <summary>Makes the last turn's calls that have no result yet.</summary>
    private async IAsyncEnumerable<AgentOutput> CallToolsAsync(
        LoopState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var iteration = state.Iteration;
        foreach (var call in state.Calls.Where(call => !call.IsAnswered).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wasCutShort = call.Id is not null;
            if (!wasCutShort && !state.Budget.TryTake())
            {
                state.Answer(call, LoopCall.Refusal);
                continue;
            }

            var name = ToolText.Name(call.Content);
            if (!wasCutShort)
            {
                var started = state.Start(call);
                yield return new AgentStep(
                    new ToolUseStep(ToolText.Describe(call.Content), iteration, call.Id!, name, ToolText.Arguments(call.Content)), started);
            }

            var result = wasCutShort && !_runner.MayRepeat(call.Content)
                ? ToolResult.Error("The server stopped while this call was under way. Whether it took effect is unknown.")
                : await _runner.InvokeAsync(call.Content, cancellationToken);
            var finished = state.Finish(call, result);
            yield return new AgentStep(new ToolResultStep(result.Text, iteration, call.Id!, name, result.IsError), finished);
        }

        if (state.Budget.Refused)
            yield return new AgentStep(new ErrorStep($"The limit of {options.MaxToolCalls} tool calls is reached; no more are made.", iteration));
    }

    // Without tools a model has no choice but to answer.
    private ChatOptions OptionsFor(bool last) =>
        last || tools.Count == 0 ? new ChatOptions() : new ChatOptions { Tools = [.. tools] };
}
