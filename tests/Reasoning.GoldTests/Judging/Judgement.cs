using Reasoning.GoldTests.Questions;

namespace Reasoning.GoldTests.Judging;

/// <summary>What came of a question.</summary>
/// <param name="Found">The documents of the five best passages of each search's last word, best first.</param>
/// <param name="Read">The passages that were read whole.</param>
/// <param name="Cited">The documents that the answer names as its sources; empty where it refuses.</param>
internal sealed record Judgement(GoldQuestion Question, string Answer, IReadOnlyList<string> Found, string Read, IReadOnlyList<string> Cited, TimeSpan Elapsed)
{
    public bool IsRefused => Cited.Count == 0;

    public bool IsFound => Question.Files.Intersect(Found).Any();

    public bool IsCited => Question.Files.Intersect(Cited).Any();

    /// <summary>The fact, in a quotation or a result; whatever a refusal mentions does not count.</summary>
    public bool HasFact => !IsRefused && Question.FactsIn(Plain(Answer));

    /// <summary>What was read has the fact: only choosing what to quote can still go wrong.</summary>
    public bool WasRead => Question.FactsIn(Plain(Read));

    public bool IsRight => Question.IsAnswerable ? HasFact && IsCited : IsRefused;

    // A quotation's marks and line breaks are no part of what it says.
    private static string Plain(string answer) =>
        string.Join(' ', answer.Split('\n').Select(line => line.StartsWith('>') ? line[1..].Trim() : line.Trim()));
}
