using System.Buffers;
using System.Text.Json;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets.Description;

internal sealed class ProtocolDescription : IProtocolDescription
{
    private readonly Lazy<IReadOnlyList<ServerMessageType>> _messages;
    private readonly Lazy<ReadOnlyMemory<byte>> _document;
    private readonly Lazy<IReadOnlyList<EventDescription>> _events;

    public ProtocolDescription(IEventEncoder events, DirectEncoder direct)
    {
        _messages = new(() => ServerMessageTypes.All(new MessageFrames(events, direct)));
        _document = new(Write);
        _events = new(() => [.. _messages.Value.Where(message => message.IsEvent).Select(Describe)]);
    }

    public ReadOnlyMemory<byte> AsyncApi => _document.Value;

    public IReadOnlyList<EventDescription> Events => _events.Value;

    private static EventDescription Describe(ServerMessageType message) =>
        new(message.Key, message.Schema().ToJsonString(), message.Examples[0].Payload.ToJsonString());

    private ReadOnlyMemory<byte> Write()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = WireJson.Encoder, Indented = true }))
            new AsyncApiDocument(_messages.Value, ClientMessageTypes.All).Build().WriteTo(writer);
        return output.WrittenMemory;
    }
}
