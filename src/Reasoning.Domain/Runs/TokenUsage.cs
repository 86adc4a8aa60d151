namespace Reasoning.Domain.Runs;

/// <summary>Tokens that a run consumed, as far as its backend tells. Reasoning tokens are part of the output, cached ones of the input.</summary>
public sealed record TokenUsage(long? InputTokens, long? OutputTokens, long? ReasoningTokens, long? CachedTokens)
{
    /// <summary>The sum; what neither side tells stays unknown.</summary>
    public TokenUsage Plus(TokenUsage? other) => other is null
        ? this
        : new(
            Sum(InputTokens, other.InputTokens),
            Sum(OutputTokens, other.OutputTokens),
            Sum(ReasoningTokens, other.ReasoningTokens),
            Sum(CachedTokens, other.CachedTokens));

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : (one ?? 0) + (other ?? 0);
}
