namespace Reasoning.Domain.Runs;

/// <summary>What a client asked for, after defaults.</summary>
/// <param name="Agent">Name of the agent that answers.</param>
/// <param name="Message">The user's text.</param>
/// <param name="EnableReasoning">Whether the steps are shown, or only the whole answer.</param>
public sealed record RunRequest(string Agent, string Message, bool EnableReasoning);
