using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Soak;

/// <summary>Many connections on sessions of their own, of which the first ones stream.</summary>
internal sealed class SoakLoad : IAsyncDisposable
{
    private const int BufferSize = 4096;

    /// <summary>A run lasts this long; then the next one begins.</summary>
    private const int SecondsPerRun = 30;

    /// <summary>How often memory is read in a period.</summary>
    private const int Samples = 12;

    private readonly LoadSwitch _control = new();
    private readonly LoadGroup _group;
    private readonly SoakOptions _options;
    private readonly int _processId;
    private readonly long _opened = TimeProvider.System.GetTimestamp();
    private volatile Latencies _latencies = new();

    public SoakLoad(Target target, SoakOptions options)
    {
        _options = options;
        _processId = target.ProcessId ?? throw new InvalidOperationException("memory can be read only of a known process");
        var shape = new StreamShape(options.Streaming, SecondsPerRun * options.Rate, Baseline.LoadRequest.DefaultSize, 1000 / options.Rate);
        _group = new LoadGroup(new(target, BufferSize), connection => connection.Number < options.Streaming
            ? new SoakDriver(connection, _control, shape, age => _latencies.Add(age))
            : new IdleDriver());
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _group.OpenAsync(_options.Connections, cancellationToken);
        _group.Start();
        await _group.DelayAsync(_options.WarmUp, cancellationToken);
        _control.Recording = true;
    }

    public async Task<SoakPeriod> MeasureAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var latencies = _latencies = new Latencies();
        var resident = new List<(double Minutes, double Bytes)>();
        var start = Reading.Take(_group, _processId);
        for (var sample = 0; sample < Samples; sample++)
        {
            await _group.DelayAsync(time / Samples, cancellationToken);
            resident.Add((TimeProvider.System.GetElapsedTime(_opened).TotalMinutes, LinuxProcess.ResidentBytes(_processId)));
        }

        return new SoakPeriod(Reading.Take(_group, _processId) - start, latencies, resident);
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();
}
