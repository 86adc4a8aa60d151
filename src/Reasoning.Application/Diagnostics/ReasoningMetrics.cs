using System.Diagnostics;
using System.Diagnostics.Metrics;
using Reasoning.Application.Runs;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Diagnostics;

/// <summary>The server's own figures, on the meter <c>Reasoning</c>. Those of models and tools are in <see cref="Telemetry"/>.</summary>
public sealed class ReasoningMetrics : IDisposable
{
    public const string MeterName = "Reasoning";

    private static readonly double[] ShortSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly int[] Iterations = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128];

    private readonly Meter _meter;
    private readonly Histogram<double> _requestDuration;
    private readonly Histogram<double> _runDuration;
    private readonly Histogram<int> _runIterations;
    private readonly Histogram<double> _stopDuration;
    private readonly UpDownCounter<int> _activeRuns;
    private readonly UpDownCounter<int> _abandonedRuns;
    private readonly UpDownCounter<int> _connections;

    public ReasoningMetrics(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(MeterName);
        _requestDuration = _meter.CreateHistogram("reasoning.request.duration", "s", "Time to accept a command or answer a query.", ShortSeconds);
        _runDuration = _meter.CreateHistogram("gen_ai.invoke_agent.duration", "s", "Duration of an attempt at a run, to its end.", Telemetry.LongSeconds);
        _runIterations = _meter.CreateHistogram("reasoning.run.iterations", "{iteration}", "Iterations of a run that has ended.", Iterations);
        _stopDuration = _meter.CreateHistogram(
            "reasoning.run.stop.duration", "s", "Time from telling the work of a run to stop until it has.", [0, .. ShortSeconds, 60, 600]);
        _activeRuns = _meter.CreateUpDownCounter<int>("reasoning.runs.active", "{run}", "Runs whose work is in progress.");
        _abandonedRuns = _meter.CreateUpDownCounter<int>("reasoning.runs.abandoned", "{run}", "Runs that have ended although their work goes on.");
        _connections = _meter.CreateUpDownCounter<int>("reasoning.connections.active", "{connection}", "Open connections.");
    }

    public void RequestEnded(string request, string outcome, TimeSpan duration)
    {
        if (_requestDuration.Enabled)
        {
            _requestDuration.Record(
                duration.TotalSeconds, new TagList { { "reasoning.request", request }, { GenAi.Outcome, outcome } });
        }
    }

    public void RunsChanged(int delta) => _activeRuns.Add(delta);

    public void AbandonedChanged(int delta) => _abandonedRuns.Add(delta);

    public void ConnectionsChanged(int delta) => _connections.Add(delta);

    /// <param name="ending"><see langword="null"/> when the run was left to its next owner.</param>
    public void RunEnded(string agent, RunEnding? ending, TimeSpan duration)
    {
        var tags = new TagList { { GenAi.Agent, agent }, { GenAi.Outcome, RunEnding.OutcomeOf(ending) } };
        if (ending is { ErrorType: { } error })
            tags.Add(GenAi.ErrorType, error);
        _runDuration.Record(duration.TotalSeconds, tags);
        if (ending is not null)
            _runIterations.Record(ending.Iterations, tags);
    }

    /// <param name="reason">Why it was told to; <see langword="null"/> when its run was left to its next owner.</param>
    public void WorkStopped(string agent, RunEndReason? reason, TimeSpan duration) => _stopDuration.Record(
        duration.TotalSeconds, new TagList { { GenAi.Agent, agent }, { "reasoning.stop.reason", Name(reason) } });

    public void Dispose() => _meter.Dispose();

    private static string Name(RunEndReason? reason) => reason switch
    {
        null => "parked",
        RunEndReason.Interrupted => "interrupted",
        RunEndReason.TimedOut => "timed_out",
        RunEndReason.ShuttingDown => "shutting_down",
        _ => throw new UnreachableException(),
    };
}
