using System.Text.Json;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>Finds members of a client's message.</summary>
internal static class WireMembers
{
    /// <returns><see langword="null"/> for a member that is missing or null: for the protocol that is the same.</returns>
    /// <exception cref="WireFormatException">A name on the way to it is no text.</exception>
    public static JsonElement? Member(this JsonElement message, string name)
    {
        try
        {
            return message.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped, in some member's name: valid JSON to the letter, but not to be compared.
            throw WireFormatException.InvalidMessage("A member's name is not valid Unicode text.");
        }
    }
}
