namespace Reasoning.Application.Agents.Loop;

/// <summary>How long to wait before a model is asked again.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>Twice as long each time, and what the provider asks for; a random part of it, so that runs do not come back together.</summary>
    /// <param name="attempt">The one that failed; 1 for the first.</param>
    /// <param name="random">From 0 to 1.</param>
    /// <returns><see langword="null"/> when it is longer than anybody should be kept waiting.</returns>
    public static TimeSpan? After(int attempt, TimeSpan? retryAfter, TimeSpan longest, double random)
    {
        if (retryAfter is { } wanted)
            return wanted <= longest ? wanted + (First * random) : null;

        var delay = First * Math.Pow(2, Math.Min(attempt - 1, 16));
        return (delay < longest ? delay : longest) * (0.5 + (random / 2));
    }
}
