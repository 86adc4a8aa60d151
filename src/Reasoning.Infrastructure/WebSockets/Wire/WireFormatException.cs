using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>A message that cannot be understood. The text is meant for the client.</summary>
internal sealed class WireFormatException(ErrorCode code, string message) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    public static WireFormatException InvalidJson() =>
        new(ErrorCode.InvalidJson, "The message is not valid JSON, or nested too deeply.");

    public static WireFormatException InvalidMessage(string message) => new(ErrorCode.InvalidMessage, message);

    public static WireFormatException UnknownType(string type) =>
        new(ErrorCode.UnknownType, $"There is no message type \"{(type.Length > 64 ? string.Concat(type.AsSpan(0, 64), "…") : type)}\".");
}
