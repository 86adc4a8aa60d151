using System.Collections.Concurrent;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Remembers the stems of words: the same few thousand make up most of every text.</summary>
internal static class StemCache
{
    private const int MaxWords = 50_000;

    private static readonly ConcurrentDictionary<string, string> Stems = new(StringComparer.Ordinal);
    private static int _count;

    public static string Stem(string word)
    {
        if (Stems.TryGetValue(word, out var known))
            return known;
        var stem = PorterStemmer.Stem(word);
        if (Volatile.Read(ref _count) < MaxWords && Stems.TryAdd(word, stem))
            Interlocked.Increment(ref _count);
        return stem;
    }
}
