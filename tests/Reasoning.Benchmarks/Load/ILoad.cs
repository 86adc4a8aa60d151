namespace Reasoning.Benchmarks.Load;

/// <summary>What one server is measured with, over and over, on connections that stay open.</summary>
internal interface ILoad : IAsyncDisposable
{
    /// <summary>The same work for that long, measured for nothing.</summary>
    Task WarmUpAsync(TimeSpan time, CancellationToken cancellationToken);

    /// <param name="window">How long to measure, where the work itself does not say so.</param>
    Task<IReadOnlyList<Measured>> MeasureAsync(TimeSpan window, CancellationToken cancellationToken);
}
