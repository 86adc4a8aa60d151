using System.Buffers;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>The encoder of the server, in whose call a test can do something: it is called in the session's turn.</summary>
internal sealed class HookedEncoder : IEventEncoder
{
    private readonly EventEncoder _encoder = new();

    public Action<SessionEvent>? Before { get; set; }

    public IEventHeader Header => _encoder.Header;

    public void Encode(in SessionEvent @event, IBufferWriter<byte> output)
    {
        Before?.Invoke(@event);
        _encoder.Encode(@event, output);
    }
}
