namespace Reasoning.Benchmarks.Load;

/// <summary>Memory of connections that do nothing: the difference between few and many of them.</summary>
internal static class IdleLoad
{
    /// <summary>The first ones pay for code, pools and buffers that exist once.</summary>
    public const int First = 100;

    private const int BufferSize = 1024;
    private const double Mebibyte = 1024 * 1024;

    public static async Task<IReadOnlyList<Measured>> MeasureAsync(
        Target target, int connections, TimeSpan settle, CancellationToken cancellationToken)
    {
        var processId = target.ProcessId ?? throw new InvalidOperationException("memory can be read only of a known process");
        await using var group = new LoadGroup(new(target, BufferSize), _ => new IdleDriver());
        await group.OpenAsync(First, cancellationToken);
        await group.DelayAsync(settle, cancellationToken);
        var before = Machine.LinuxProcess.ResidentBytes(processId);

        await group.OpenAsync(connections, cancellationToken);
        await group.DelayAsync(settle, cancellationToken);
        var after = Machine.LinuxProcess.ResidentBytes(processId);
        return
        [
            new(Figures.BytesPerConnection, (after - before) / connections),
            new(Figures.ResidentBefore, before / Mebibyte),
            new(Figures.ResidentAfter, after / Mebibyte),
        ];
    }
}
