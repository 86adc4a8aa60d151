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

    /// <exception cref="AgentException">The model failed, broke off, or reached a limit without an answer.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async IAsyncEnumerable<AgentOutput> RunAsync(
        IEnumerable<ChatMessage> conversation,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ChatMessage> messages = [.. conversation];
        var calls = new CallBudget(options.MaxToolCalls);

        for (var iteration = 1; ; iteration++)
        {
            var last = iteration >= options.MaxIterations || calls.Refused;
            var turn = new ModelTurn();
            await foreach (var update in ModelStream.ReadAsync(client, messages, OptionsFor(last), cancellationToken))
            {
                turn.Add(update);
                while (turn.Thoughts.TryDequeue(out var thought))
                    yield return new AgentStep(new ThoughtStep(thought, iteration));
            }

            turn.End();
            while (turn.Thoughts.TryDequeue(out var thought))
                yield return new AgentStep(new ThoughtStep(thought, iteration));

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

            messages.AddRange(turn.Messages);
            foreach (var call in turn.Calls)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!calls.TryTake())
                {
                    messages.Add(ToolMessage(call, ToolResult.Error("The limit of tool calls is reached. Answer with what you have.")));
                    continue;
                }

                var id = calls.UniqueId(call.CallId);
                var name = ToolText.Name(call);
                yield return new AgentStep(new ToolUseStep(ToolText.Describe(call), iteration, id, name, ToolText.Arguments(call)));

                var result = await _runner.InvokeAsync(call, cancellationToken);
                yield return new AgentStep(new ToolResultStep(result.Text, iteration, id, name, result.IsError));
                messages.Add(ToolMessage(call, result));
            }

            if (calls.Refused)
                yield return new AgentStep(new ErrorStep($"The limit of {options.MaxToolCalls} tool calls is reached; no more are made.", iteration));
        }
    }

    // Without tools a model has no choice but to answer.
    private ChatOptions OptionsFor(bool last) =>
        last || tools.Count == 0 ? new ChatOptions() : new ChatOptions { Tools = [.. tools] };

    private static ChatMessage ToolMessage(FunctionCallContent call, ToolResult result) =>
        new(ChatRole.Tool, [new FunctionResultContent(call.CallId, result.ForModel)]);
}
