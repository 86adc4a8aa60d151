using System.IO.Pipelines;

namespace Reasoning.Api.Endpoints;

/// <summary>An upgraded connection of which there is only a stream. The stream stays open; whoever made it ends it.</summary>
internal sealed class StreamTransport(Stream stream) : IDuplexPipe, IDisposable
{
    /// <summary>Rents memory when there is something to read, and not before.</summary>
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));

    public void Dispose()
    {
        Input.Complete();

        // With an error: what was not sent is not sent now.
        Output.Complete(new OperationCanceledException());
    }
}
