using Reasoning.Domain.Runs;

namespace Reasoning.Application.Agents;

/// <summary>A failure of an agent whose text is meant for the client: nothing internal may stand in it.</summary>
public sealed class AgentException(ErrorCode code, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ErrorCode Code { get; } = code;
}
