using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>
/// The client at the other end of a reader's pipe, and whoever asks the reader for messages, again and again. Everything
/// happens on the caller's thread: what was sent has been read when the call returns.
/// </summary>
internal sealed class ClientEnd
{
    private readonly Pipe _pipe = new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    private readonly List<string> _received = [];
    private Task<SocketMessage> _receiving;
    private bool _hasEnded;

    public ClientEnd(int maxMessageBytes = 1024 * 1024)
    {
        Reader = new FrameReader(_pipe.Reader, maxMessageBytes, Time);
        _receiving = Reader.ReceiveAsync().AsTask();
    }

    public FakeTimeProvider Time { get; } = new(Some.Time);

    public FrameReader Reader { get; }

    /// <summary>Whether each ping is answered before anything else is read.</summary>
    public bool AnswersPings { get; init; } = true;

    /// <summary>What the reader made of it.</summary>
    public IReadOnlyList<string> Received => _received;

    /// <summary>Bytes of memory that wait for the rest of a message.</summary>
    public int RentedBytes => Bytes(Message(Reader))?.Length ?? 0;

    /// <summary>What a reader makes of these pieces, when nothing follows them.</summary>
    public static IReadOnlyList<string> Read(IEnumerable<byte[]> pieces, int maxMessageBytes = 1024 * 1024)
    {
        var client = new ClientEnd(maxMessageBytes);
        foreach (var piece in pieces)
            client.Send(piece);
        client.End();
        return client.Received;
    }

    public static IReadOnlyList<string> Read(params byte[] bytes) => Read([bytes]);

    public void Send(params byte[] bytes)
    {
        _pipe.Writer.Write(bytes);
        Assert.True(_pipe.Writer.FlushAsync(Test.Token).AsTask().IsCompleted);
        Receive();
    }

    public void CancelRead()
    {
        _pipe.Reader.CancelPendingRead();
        Receive();
    }

    /// <summary>Nothing follows, because of this or because the client wants it so.</summary>
    public void End(Exception? failure = null)
    {
        _pipe.Writer.Complete(failure);
        Receive();
    }

    /// <summary>From now on nothing is received any more.</summary>
    public ValueTask DiscardAsync()
    {
        Assert.True(_hasEnded);
        return Reader.DiscardAsync();
    }

    private void Receive()
    {
        while (!_hasEnded && _receiving.IsCompleted)
        {
            try
            {
                Note(_receiving.GetAwaiter().GetResult());
            }
            catch (SocketClosedException)
            {
                _received.Add("gone");
                _hasEnded = true;
            }

            if (!_hasEnded)
                _receiving = Reader.ReceiveAsync().AsTask();
        }
    }

    private void Note(SocketMessage message)
    {
        _hasEnded = message.Kind is SocketMessageKind.Violation or SocketMessageKind.Close;
        _received.Add(message.Kind switch
        {
            SocketMessageKind.Text => Encoding.UTF8.GetString(message.Text.Span),
            SocketMessageKind.Ping when AnswersPings => $"ping {Encoding.UTF8.GetString(Reader.TakePing()!)}",
            SocketMessageKind.Ping => "ping",
            SocketMessageKind.Violation => $"violation {message.CloseCode}",
            _ => $"close {message.CloseCode}",
        });
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref MessageBuffer Message(FrameReader reader);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bytes")]
    private static extern ref byte[]? Bytes(MessageBuffer message);
}
