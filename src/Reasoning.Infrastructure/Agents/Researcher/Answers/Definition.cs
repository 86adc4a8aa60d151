using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>A sentence that says what something is: "Zswap is a compressed cache", "The term epoch means".</summary>
internal static class Definition
{
    // Words before the subject, and between it and the verb.
    private const int MaxLead = 3;
    private const int MaxGap = 3;

    private static readonly HashSet<string> Verbs = new(
        ["is", "are", "was", "means", "denotes", "describes", "provides", "refers", "stands", "represents", "implements", "allows", "specifies", "consists"],
        StringComparer.Ordinal);

    /// <param name="subject">The stems of what is asked about.</param>
    public static bool Begins(string sentence, IReadOnlySet<string> subject)
    {
        var words = Words.Of(sentence).Take(MaxLead + MaxGap + subject.Count + 1).ToList();
        var last = words.Take(MaxLead + subject.Count).ToList().FindLastIndex(word => subject.Contains(StemCache.Stem(word)));
        return last >= 0 && words.Skip(last + 1).Take(MaxGap).Any(Verbs.Contains);
    }
}
