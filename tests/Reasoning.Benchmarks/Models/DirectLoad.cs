using System.Globalization;
using System.Net;
using System.Net.Http.Json;

using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Models;

/// <summary>The same questions to the same provider, without the product.</summary>
internal sealed class DirectLoad(Target reader, IPEndPoint provider, ModelCell cell) : ILoad
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{reader.EndPoint}") };

    public Task WarmUpAsync(TimeSpan time, CancellationToken cancellationToken) => MeasureAsync(time, cancellationToken);

    public async Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"/measure?provider=http://{provider}&shape={cell.Shape.Name}&runs={cell.Runs}&chunks={cell.Chunks}&seconds={window.TotalSeconds}");
        var report = (await _http.GetFromJsonAsync<ReaderReport>(query, cancellationToken))!;
        return
        [
            new(Figures.ChunksPerSecond, report.Chunks / report.Seconds),
            .. report.Times.Evaluate(),
            new(Figures.CpuPerChunk, cell.TellsCpu ? report.Cpu / report.Chunks * 1e6 : double.NaN),
        ];
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
