namespace Reasoning.Application.Agents;

/// <summary>A message of the conversation so far, and what came of it.</summary>
/// <param name="Answer"><see langword="null"/> when its run ended without one, or when the log no longer holds it.</param>
public sealed record ConversationTurn(string Message, string? Answer);
