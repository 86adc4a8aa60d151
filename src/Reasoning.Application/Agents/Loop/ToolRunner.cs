using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Reasoning.Application.Agents.Loop;

/// <summary>Calls a tool so that whatever it does (fail, hang, not exist) becomes a result.</summary>
internal sealed partial class ToolRunner(
    IReadOnlyList<AIFunction> tools,
    AgentLoopOptions options,
    TimeProvider time,
    ILogger logger)
{
    private readonly Dictionary<string, AIFunction> _byName = tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);

    /// <summary>Whether a call that was cut short may be made again.</summary>
    public bool MayRepeat(FunctionCallContent call) => !_byName.TryGetValue(call.Name, out var tool) || ToolEffects.Of(tool) is ToolEffect.ReadOnly or ToolEffect.Idempotent;

    /// <summary>The tool that is meant; <see langword="null"/> when the model made it up.</summary>
    public string? Tool(FunctionCallContent call) => _byName.GetValueOrDefault(call.Name)?.Name;

    /// <exception cref="OperationCanceledException">The run was stopped and the tool obeyed.</exception>
    public async Task<ToolResult> InvokeAsync(FunctionCallContent call, CancellationToken cancellationToken)
    {
        if (!_byName.TryGetValue(call.Name, out var tool))
            return ToolResult.Error($"There is no tool named '{ToolText.Name(call)}'. There is: {string.Join(", ", _byName.Keys)}.");
        if (call.Exception is not null)
            return ToolResult.Error("The arguments are no valid JSON object.");

        var limit = new CancellationTokenSource(options.ToolTimeout, time);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        // On a thread of its own: a tool that blocks before its first await must not hold up its own time limit.
        var work = Task.Run(async () => await tool.InvokeAsync(new AIFunctionArguments(call.Arguments), linked.Token), CancellationToken.None);
        try
        {
            // Only the time limit stops the waiting. When the run is stopped the tool is told, and what it still has to
            // say is awaited: whether it obeyed, finished or has to be abandoned is decided by whoever runs the agent.
            return Cut(ToolText.Result(await work.WaitAsync(limit.Token)), isError: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            TimedOut(logger, tool.Name, options.ToolTimeout);
            return ToolResult.Error($"The tool did not answer within {options.ToolTimeout.TotalSeconds:0.###} s.");
        }
        catch (ToolException exception)
        {
            return Cut(exception.Message, isError: true);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            BadArguments(logger, exception, tool.Name);
            return ToolResult.Error("The arguments do not fit the tool.");
        }
        catch (Exception exception)
        {
            Failed(logger, exception, tool.Name);
            return ToolResult.Error("The tool failed.");
        }
        finally
        {
            // A tool that was left behind still holds the token; it is disposed, and its failure seen, when it ends.
            _ = work.ContinueWith(
                ended =>
                {
                    _ = ended.Exception;
                    linked.Dispose();
                    limit.Dispose();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private ToolResult Cut(string text, bool isError) => new(
        ToolText.Cut(text, options.MaxLoggedResultCharacters), ToolText.ForModel(text, options.MaxToolResultCharacters), isError);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tool {Tool} did not answer within {Limit}")]
    private static partial void TimedOut(ILogger logger, string tool, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Tool {Tool} was called with arguments that do not fit")]
    private static partial void BadArguments(ILogger logger, Exception exception, string tool);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tool {Tool} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string tool);
}
