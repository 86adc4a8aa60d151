using System.Runtime.CompilerServices;
using Reasoning.Application.Diagnostics;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Agents.Loop;

/// <summary>
/// Makes the calls of a turn that have no result yet, some at a time. A call is stored before it begins, in the model's
/// order; its result is shown as soon as it is there.
/// </summary>
internal sealed class ToolCalls(ToolRunner runner, AgentLoopOptions options, TimeProvider time)
{
    /// <exception cref="OperationCanceledException">The run was stopped. What its tools had still to say was said before.</exception>
    public async IAsyncEnumerable<AgentOutput> MakeAsync(LoopState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever stops listening leaves no tool at work that nobody told.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = new Queue<LoopCall>(state.Calls.Where(call => call.Result is null));
        var working = new List<Task<MadeCall>>();
        try
        {
            while (waiting.Count > 0 || working.Count > 0)
            {
                while (working.Count < options.MaxParallelCalls && waiting.Count > 0 && !cancellationToken.IsCancellationRequested)
                {
                    var call = waiting.Dequeue();
                    var wasCutShort = call.Id is not null;
                    if (!wasCutShort)
                    {
                        if (!state.Budget.TryTake(call.Content))
                            continue;
                        var note = state.Start(call);
                        yield return new AgentStep(
                            new ToolUseStep(
                                ToolText.Describe(call.Content), state.Iteration, call.Id!, ToolText.Name(call.Content), ToolText.Arguments(call.Content)),
                            note);
                    }

                    working.Add(InvokeAsync(call, wasCutShort, stop.Token));
                }

                if (working.Count == 0)
                    break;

                // Not given up when the run is stopped: whether a tool obeyed, finished or has to be abandoned is decided
                // by whoever runs the agent.
                var made = await Task.WhenAny(working);
                working.Remove(made);
                if (await made is { Result: { } result, Call: var ended })
                {
                    var finished = ended.Finish(result);
                    yield return new AgentStep(
                        new ToolResultStep(result.Shown, state.Iteration, ended.Id!, ToolText.Name(ended.Content), result.IsError), finished);
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (state.Budget.Exhausted is { } reason)
            yield return new AgentStep(new ErrorStep(reason, state.Iteration));
    }

    private async Task<MadeCall> InvokeAsync(LoopCall call, bool wasCutShort, CancellationToken cancellationToken)
    {
        if (wasCutShort && !runner.MayRepeat(call.Content))
            return new MadeCall(call, ToolResult.Error("The server stopped while this call was under way. Whether it took effect is unknown."));

        using var trace = ToolCall.Begin(runner.Tool(call.Content), call.Id!, time);
        try
        {
            var result = await runner.InvokeAsync(call.Content, cancellationToken);
            trace.End(result.IsError);
            return new MadeCall(call, result);
        }
        catch (OperationCanceledException)
        {
            return new MadeCall(call, Result: null);
        }
    }

    /// <param name="Result"><see langword="null"/> when the run was stopped and the tool obeyed.</param>
    private sealed record MadeCall(LoopCall Call, ToolResult? Result);
}
