using System.Buffers;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Batches as a session builds them, of events whose bytes are known: each has a size and its own pattern.</summary>
internal sealed class BatchSource : IEventEncoder
{
    private readonly EventBatchBuilder _builder;

    // Of a fixed length: others read while it is filled.
    private readonly int[] _sizes = new int[16 * 1024];
    private readonly long _firstSeq;

    public BatchSource(long lastSeq, SlabPool? pool = null)
    {
        _firstSeq = lastSeq + 1;
        LastSeq = lastSeq;
        _builder = new EventBatchBuilder(this, pool ?? SlabPool.Shared);
    }

    public long LastSeq { get; private set; }

    public IEventHeader Header => TextFrameHeader.Instance;

    /// <summary>Adds events to the next batch, each a byte longer than the one before.</summary>
    public void Add(int count, int size)
    {
        for (var index = 0; index < count; index++)
        {
            _sizes[LastSeq + 1 - _firstSeq] = size + index;
            _builder.Add(new SessionEvent(++LastSeq, default, new ResponseGiven("")));
        }
    }

    public EventBatch Build() => _builder.Build(LastSeq - _builder.Count + 1);

    public EventBatch Next(int count, int size)
    {
        Add(count, size);
        return Build();
    }

    public void Rest() => _builder.Rest();

    public void AssertHas(EventBatch batch)
    {
        for (var seq = batch.FirstSeq; seq <= batch.LastSeq; seq++)
        {
            var frame = batch.Frame(seq).Span;
            Assert.Equal(_sizes[(int)(seq - _firstSeq)], frame.Length);
            for (var position = 0; position < frame.Length; position++)
            {
                if (frame[position] != Pattern(seq, position))
                    Assert.Fail($"Event {seq} is another at {position}.");
            }
        }
    }

    /// <summary>What goes to a client is each event in a frame of its own, from whichever it begins.</summary>
    public static void AssertSends(EventBatch batch)
    {
        Span<byte> header = stackalloc byte[IEventHeader.Longest];
        for (var from = batch.FirstSeq; from <= batch.LastSeq; from++)
        {
            var sent = batch.WithHeaders(from).Span;
            for (var seq = from; seq <= batch.LastSeq; seq++)
            {
                var frame = batch.Frame(seq).Span;
                var size = FrameHeader.Write(header, Opcode.Text, frame.Length);
                Assert.True(sent.StartsWith(header[..size]), $"The header of {frame.Length} bytes.");
                Assert.True(sent[size..].StartsWith(frame), "Its event.");
                sent = sent[(size + frame.Length)..];
            }

            Assert.True(sent.IsEmpty, "Nothing behind them.");
        }
    }

    /// <summary>In pieces, as an encoder writes.</summary>
    public void Encode(in SessionEvent @event, IBufferWriter<byte> output)
    {
        var size = _sizes[(int)(@event.Seq - _firstSeq)];
        for (var position = 0; position < size;)
        {
            // As much as it needs and no more: some events end just where their slab does.
            var count = Math.Min(size - position, 1 + position % 700);
            var room = output.GetSpan(count);
            for (var index = 0; index < count; index++)
                room[index] = Pattern(@event.Seq, position + index);
            output.Advance(count);
            position += count;
        }
    }

    private static byte Pattern(long seq, int position) => (byte)(seq * 31 + position);
}
