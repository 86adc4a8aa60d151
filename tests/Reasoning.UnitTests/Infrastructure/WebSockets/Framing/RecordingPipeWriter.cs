using System.Buffers;
using System.IO.Pipelines;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>The wire: remembers each flush as one, and can be made to wait or to have ended.</summary>
internal sealed class RecordingPipeWriter : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _unflushed = new();
    private readonly List<byte[]> _flushes = [];

    public IReadOnlyList<byte[]> Flushes => _flushes;

    public int UnflushedCount => _unflushed.WrittenCount;

    public byte[] Sent => [.. _flushes.SelectMany(flush => flush)];

    public Func<Task>? BeforeFlush { get; set; }

    public bool HasEnded { get; set; }

    public override void Advance(int bytes) => _unflushed.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _unflushed.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _unflushed.GetSpan(sizeHint);

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (BeforeFlush is { } before)
            await before();
        _flushes.Add(_unflushed.WrittenSpan.ToArray());
        _unflushed.ResetWrittenCount();
        return new FlushResult(isCanceled: false, isCompleted: HasEnded);
    }

    public override void CancelPendingFlush() => throw new NotSupportedException();

    public override void Complete(Exception? exception = null) => throw new NotSupportedException();
}
