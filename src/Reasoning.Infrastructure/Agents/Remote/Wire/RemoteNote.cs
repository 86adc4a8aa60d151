using System.Text.Json;

namespace Reasoning.Infrastructure.Agents.Remote.Wire;

/// <summary>What is stored with a step of a remote agent that can continue.</summary>
/// <param name="Note">The agent's own.</param>
/// <param name="Begun">The call that the step begins.</param>
/// <param name="Ended">The id of the call that the step ends.</param>
internal sealed record RemoteNote(string? Note, RemoteCall? Begun = null, string? Ended = null)
{
    public static RemoteNote Parse(string note) =>
        JsonSerializer.Deserialize(note, RemoteJson.Default.RemoteNote) ?? throw new JsonException("A note is an object.");

    /// <returns><see langword="null"/> when there is nothing to store.</returns>
    public string? Write() =>
        this is { Note: null, Begun: null, Ended: null } ? null : JsonSerializer.Serialize(this, RemoteJson.Default.RemoteNote);
}
