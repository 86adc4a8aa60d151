using System.Diagnostics;

namespace Reasoning.Application.Diagnostics;

/// <summary>One tool call: its span and its figures.</summary>
internal sealed class ToolCall : IDisposable
{
    private const string Operation = "execute_tool";

    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly Activity? _activity;
    private readonly string _tool;
    private string? _failure = Telemetry.Cancelled;

    private ToolCall(string? tool, string id, TimeProvider time)
    {
        _time = time;
        _begun = time.GetTimestamp();
        _tool = tool ?? Telemetry.UnknownTool;
        if (!Telemetry.Source.HasListeners())
            return;
        var tags = new TagList { { GenAi.Operation, Operation }, { GenAi.Tool, _tool }, { GenAi.ToolCall, id } };
        _activity = Telemetry.Source.StartActivity($"{Operation} {_tool}", ActivityKind.Internal, default(ActivityContext), tags);
    }

    /// <param name="tool">Its name; <see langword="null"/> when the model made it up.</param>
    public static ToolCall Begin(string? tool, string id, TimeProvider time) => new(tool, id, time);

    /// <summary>It has a result. Without one it was stopped.</summary>
    public void End(bool isError)
    {
        _failure = isError ? "tool_error" : null;
        if (isError)
            _activity?.SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        var tags = new TagList { { GenAi.Operation, Operation }, { GenAi.Tool, _tool } };
        if (_failure is not null)
        {
            tags.Add(GenAi.ErrorType, _failure);
            _activity?.SetTag(GenAi.ErrorType, _failure);
        }

        Telemetry.ToolDuration.Record(_time.GetElapsedTime(_begun).TotalSeconds, tags);
        _activity?.Dispose();
    }
}
