using System.Buffers;
using System.IO.Pipelines;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.ServerSentEvents;

/// <summary>
/// Messages as server-sent events (WHATWG HTML, section 9.2.5), straight into the response's buffer: an encoded frame is
/// copied there and nowhere else. Many go out together; only a full buffer or <see cref="FlushAsync"/> sends.
/// </summary>
internal sealed class EventStreamWriter(PipeWriter output, TimeProvider time)
{
    private const int Capacity = 16 * 1024;

    private long _blockedSince;

    /// <summary>Since when the client has been accepting nothing although data waits for it.</summary>
    public long? BlockedSince => Volatile.Read(ref _blockedSince) is not 0 and var since ? since : null;

    /// <summary>Tells the client after what time to come back when the stream has ended.</summary>
    public void WriteRetry(TimeSpan delay)
    {
        var text = new Utf8JsonText(output);
        text.Raw("retry: "u8);
        text.Number((long)delay.TotalMilliseconds);
        text.Raw("\n\n"u8);
        text.Flush();
    }

    /// <summary>A comment, which every client passes over.</summary>
    public void WriteHeartbeat() => output.Write(": ping\n\n"u8);

    /// <summary>A message with an id, by which its client goes on after it.</summary>
    public ValueTask WriteAsync(ReadOnlySpan<byte> epoch, long position, ReadOnlyMemory<byte> frame)
    {
        var head = new Utf8JsonText(output);
        head.Raw("id: "u8);
        head.Raw(epoch);
        head.Raw(":"u8);
        head.Number(position);
        head.Raw("\nevent: "u8);
        head.Raw(FrameType.Of(frame.Span));
        head.Raw("\n"u8);
        head.Flush();
        return WriteDataAsync(frame);
    }

    /// <summary>A message without an id: the client keeps the last one.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> frame)
    {
        var head = new Utf8JsonText(output);
        head.Raw("event: "u8);
        head.Raw(FrameType.Of(frame.Span));
        head.Raw("\n"u8);
        head.Flush();
        return WriteDataAsync(frame);
    }

    /// <summary>Somebody else's JSON, which may have line breaks: each of its lines is one of the event's data.</summary>
    public async ValueTask WriteBroadcastAsync(ReadOnlyMemory<byte> json)
    {
        output.Write("event: broadcast\n"u8);
        while (!json.IsEmpty)
        {
            var length = json.Span.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? end : json.Length;

            // Between JSON's tokens an empty line says nothing.
            if (length > 0)
                await WriteLineAsync(json[..length]);
            json = json[Math.Min(length + 1, json.Length)..];
        }

        output.Write("\n"u8);
    }

    /// <summary>Sends everything that was written.</summary>
    /// <exception cref="SocketClosedException">The client is gone.</exception>
    public async ValueTask FlushAsync()
    {
        Volatile.Write(ref _blockedSince, time.GetTimestamp());
        FlushResult result;
        try
        {
            result = await output.FlushAsync(CancellationToken.None);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            throw new SocketClosedException(gone);
        }

        Volatile.Write(ref _blockedSince, 0);
        if (result.IsCompleted || result.IsCanceled)
            throw new SocketClosedException(innerException: null);
    }

    private ValueTask WriteDataAsync(ReadOnlyMemory<byte> frame)
    {
        if (output.UnflushedBytes + frame.Length > Capacity)
            return WriteLargeAsync(frame);

        output.Write("data: "u8);
        output.Write(frame.Span);
        output.Write("\n\n"u8);
        return ValueTask.CompletedTask;
    }

    private async ValueTask WriteLargeAsync(ReadOnlyMemory<byte> frame)
    {
        await WriteLineAsync(frame);
        output.Write("\n"u8);
    }

    private async ValueTask WriteLineAsync(ReadOnlyMemory<byte> line)
    {
        output.Write("data: "u8);

        // In pieces, so that a client which accepts a large message slowly is seen to accept it.
        while (!line.IsEmpty)
        {
            var piece = line[..Math.Min(line.Length, Capacity)];
            if (output.UnflushedBytes + piece.Length > Capacity)
                await FlushAsync();
            output.Write(piece.Span);
            line = line[piece.Length..];
        }

        output.Write("\n"u8);
    }
}
