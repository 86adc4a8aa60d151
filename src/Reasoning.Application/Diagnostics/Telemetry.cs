using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Reasoning.Application.Diagnostics;

/// <summary>
/// Spans of runs, model calls and tool calls, and the figures of the last two, under the names that OpenTelemetry has for
/// them. Static, as libraries have it: whoever writes an agent passes nothing around. What was said is never recorded.
/// </summary>
public static class Telemetry
{
    public const string SourceName = "Reasoning";
    public const string MeterName = "Reasoning.Agents";

    /// <summary>Stands for a tool that a model made up: its name may be anything.</summary>
    internal const string UnknownTool = "unknown";

    /// <summary>The <c>error.type</c> of what was stopped before its end.</summary>
    internal const string Cancelled = "cancelled";

    /// <summary>Seconds, as the convention advises for calls of models.</summary>
    private static readonly double[] Seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    /// <summary>As the convention advises.</summary>
    private static readonly long[] Tokens =
        [1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Seconds, for what may take as long as a run: its default limit is ten minutes.</summary>
    internal static double[] LongSeconds { get; } = [.. Seconds, 163.84, 327.68, 655.36];

    internal static ActivitySource Source { get; } = new(SourceName);

    internal static Histogram<double> ModelDuration { get; } = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "Duration of one request to a model.", Seconds);

    internal static Histogram<double> FirstChunk { get; } = Meter.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk", "s", "Time from a request to a model to the first piece of its answer.", Seconds);

    internal static Histogram<long> TokenUsage { get; } = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens used by one request to a model.", Tokens);

    internal static Histogram<double> ToolDuration { get; } = Meter.CreateHistogram(
        "gen_ai.execute_tool.duration", "s", "Duration of one tool call.", Seconds);
}
