using System.Buffers;
using System.Globalization;
using System.Text;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Encodes an event as <c>seq run type</c>, and remembers every one.</summary>
internal sealed class RecordingEncoder : IEventEncoder
{
    public List<SessionEvent> Encoded { get; } = [];

    public void Encode(in SessionEvent @event, IBufferWriter<byte> output)
    {
        Encoded.Add(@event);
        output.Write(Encoding.ASCII.GetBytes(Describe(@event.Seq, @event.Run, @event.Event)));
    }

    public static string Describe(long seq, RunId run, RunEvent @event) =>
        string.Create(CultureInfo.InvariantCulture, $"{seq} {run} {@event.GetType().Name}");

    public static long SeqOf(ReadOnlyMemory<byte> frame) =>
        long.Parse(Encoding.ASCII.GetString(frame.Span).Split(' ')[0], CultureInfo.InvariantCulture);
}
