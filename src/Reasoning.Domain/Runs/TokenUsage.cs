namespace Reasoning.Domain.Runs;

/// <summary>Tokens that a run consumed, as far as its backend tells. Reasoning tokens are part of the output, cached ones of the input.</summary>
public sealed record TokenUsage(long? InputTokens, long? OutputTokens, long? ReasoningTokens, long? CachedTokens);
