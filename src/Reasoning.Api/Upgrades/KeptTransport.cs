using System.IO.Pipelines;

namespace Reasoning.Api.Upgrades;

/// <summary>A connection's pipe for somebody who is done with it before the connection is: once it is kept, completing it does nothing.</summary>
internal sealed class KeptTransport : IDuplexPipe
{
    private readonly KeptReader _input;
    private readonly KeptWriter _output;
    private volatile bool _isKept;

    public KeptTransport(IDuplexPipe inner)
    {
        _input = new KeptReader(this, inner.Input);
        _output = new KeptWriter(this, inner.Output);
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public void Keep() => _isKept = true;

    private sealed class KeptReader(KeptTransport transport, PipeReader inner) : PipeReader
    {
        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => inner.ReadAsync(cancellationToken);

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null)
        {
            if (!transport._isKept)
                inner.Complete(exception);
        }

        public override ValueTask CompleteAsync(Exception? exception = null) =>
            transport._isKept ? ValueTask.CompletedTask : inner.CompleteAsync(exception);

        protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken) =>
            inner.ReadAtLeastAsync(minimumSize, cancellationToken);
    }

    private sealed class KeptWriter(KeptTransport transport, PipeWriter inner) : PipeWriter
    {
        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(source, cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null)
        {
            if (!transport._isKept)
                inner.Complete(exception);
        }

        public override ValueTask CompleteAsync(Exception? exception = null) =>
            transport._isKept ? ValueTask.CompletedTask : inner.CompleteAsync(exception);
    }
}
