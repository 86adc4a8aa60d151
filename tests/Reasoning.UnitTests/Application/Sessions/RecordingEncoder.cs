using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Remembers every event. A frame is its event's place among them, and so can be read again.</summary>
internal sealed class RecordingEncoder : IEventEncoder, IEventDecoder
{
    public List<SessionEvent> Encoded { get; } = [];

    public IEventHeader Header => TextFrameHeader.Instance;

    public void Encode(in SessionEvent @event, IBufferWriter<byte> output)
    {
        output.Write(BitConverter.GetBytes(Encoded.Count));
        Encoded.Add(@event);
    }

    public SessionEvent Decode(ReadOnlyMemory<byte> frame) => Encoded[BitConverter.ToInt32(frame.Span)];

    public bool TryReadStep(ReadOnlyMemory<byte> frame, out RunId run, [NotNullWhen(true)] out ReasoningStep? step)
    {
        var decoded = Decode(frame);
        run = decoded.Run;
        step = (decoded.Event as StepTaken)?.Step;
        return step is not null;
    }

    public bool TryReadResult(ReadOnlyMemory<byte> frame, out RunId run, [NotNullWhen(true)] out RunResult? result)
    {
        var decoded = Decode(frame);
        run = decoded.Run;
        result = decoded.Event switch
        {
            StepTaken { Step: FinalAnswerStep answer } => new RunResult(answer.Content, answer.Citations, Failure: null),
            ResponseGiven response => new RunResult(response.Content, [], Failure: null),
            RunFailed failure => new RunResult(Answer: null, [], failure),
            _ => null,
        };
        return result is not null;
    }
}
