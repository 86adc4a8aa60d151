namespace Reasoning.UnitTests.Infrastructure.WebSockets;

/// <summary>The wire: remembers each write as one, and can be made to wait.</summary>
internal sealed class RecordingStream : MemoryStream
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _writes = [];
    private int _writing;

    public Func<Task>? BeforeWrite { get; set; }

    public IReadOnlyList<byte[]> Writes
    {
        get
        {
            lock (_lock)
                return [.. _writes];
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Assert.Equal(1, Interlocked.Increment(ref _writing));
        if (BeforeWrite is { } before)
            await before();
        lock (_lock)
            _writes.Add(buffer.ToArray());
        Interlocked.Decrement(ref _writing);
    }
}
