using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Machine;

namespace Reasoning.Benchmarks.Models;

/// <summary>Reads a provider without the product, in a process of its own whose processor time can be told; one request is one measured window.</summary>
internal static class ReaderServer
{
    /// <summary>Until every reader is in full swing.</summary>
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(300);

    private static readonly HttpClient Http = new();

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/health/live", () => "Healthy");
        app.MapGet("/measure", MeasureAsync);
        await app.RunAsync();
        return 0;
    }

    private static async Task<ReaderReport> MeasureAsync(
        Uri provider, string shape, int runs, int chunks, double seconds, CancellationToken cancellationToken)
    {
        var control = new LoadSwitch();
        var spoken = ProviderShapes.All.Single(known => known.Name == shape);
        var readers = Enumerable.Range(0, runs)
            .Select(_ => new DirectReader(Http, new Uri(provider, spoken.Path), spoken, chunks, control)).ToArray();
        var reading = Task.WhenAll(readers.Select(reader => reader.RunAsync(cancellationToken)));
        await Task.Delay(Ramp, TimeProvider.System, cancellationToken);

        var (started, before, cpu) = (TimeProvider.System.GetTimestamp(), readers.Sum(reader => reader.Count), LinuxProcess.OwnCpuSeconds());
        control.Recording = true;
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken);
        control.Recording = false;
        var report = new ReaderReport(
            TimeProvider.System.GetElapsedTime(started).TotalSeconds,
            readers.Sum(reader => reader.Count) - before,
            LinuxProcess.OwnCpuSeconds() - cpu,
            new ChunkTimes());

        control.Stopping = true;
        await reading;
        foreach (var reader in readers)
            report.Times.Take(reader.Times);
        return report;
    }
}
