using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Application.Clients;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>A client's message whose envelope has been read, and what the server knows about it.</summary>
/// <param name="Root">The whole message.</param>
/// <param name="DefaultAgent">The agent of the connection.</param>
internal readonly record struct WireRequest(
    JsonElement Root,
    SessionKey Session,
    ConnectionId Connection,
    string? Id,
    string DefaultAgent)
{
    public ClientMessage Client => new(Session, Connection, Id);

    /// <summary>The payload's members; of a message without payload, none.</summary>
    /// <exception cref="WireFormatException">A known member has the wrong type.</exception>
    public T Payload<T>(JsonTypeInfo<T> type, T empty)
        where T : class
    {
        if (Payload() is not { } payload)
            return empty;

        try
        {
            return payload.Deserialize(type) ?? empty;
        }
        catch (JsonException wrong)
        {
            throw WireFormatException.InvalidMessage($"The member \"payload{wrong.Path?.TrimStart('$')}\" has the wrong type.");
        }
    }

    /// <exception cref="WireFormatException">The payload is no object.</exception>
    public JsonElement? Payload() => Root.Member("payload") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } payload => payload,
        _ => throw WireFormatException.InvalidMessage("\"payload\" must be an object."),
    };
}
