using System.Buffers;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>Examples of what the server sends, written by what writes the real ones.</summary>
internal sealed class MessageFrames(IEventEncoder events, DirectEncoder direct)
{
    public static RunId Run { get; } = new(Guid.Parse("0198f3c2-7a10-7000-8000-0123456789ab"));

    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly ConnectionId Connection = new(Guid.Parse("11111111-2222-3333-4444-555555555555"));
    private static readonly Epoch Epoch = new("8b715e5a94434bd4");

    public MessageExample Event(string name, long seq, RunEvent @event)
    {
        var frame = new ArrayBufferWriter<byte>();
        events.Encode(new SessionEvent(seq, Run, @event), frame);
        return MessageExample.Of(name, frame.WrittenMemory);
    }

    public MessageExample Step(string name, long seq, ReasoningStep step) =>
        Event(name, seq, new StepTaken(step, new StepId(1, (int)seq - 1), At));

    public MessageExample Answer(string name, DirectAnswer answer) => MessageExample.Of(name, direct.Encode(answer));

    /// <param name="resume">Where the replay starts; <see langword="null"/> when none was asked for.</param>
    public MessageExample Connected(string name, long lastSeq, ResumePoint? resume) => MessageExample.Of(name, direct.EncodeConnected(
        SessionId.Parse("demo"),
        "researcher",
        Connection,
        new SessionAttachment(new LogExtent(Epoch, 1, lastSeq), lastSeq == 0 ? [] : [new ActiveRun(Run, "researcher", At)]),
        resume));
}
