using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>Understands a question that leaves out what the conversation has named: "and how do I change it?"</summary>
internal static partial class FollowUp
{
    /// <summary>How many questions back the one may lie that names it.</summary>
    private const int MaxSteps = 8;

    /// <param name="messages">What the user has asked so far, the question of now last.</param>
    public static Question Resolve(IReadOnlyList<string> messages, int steps = MaxSteps)
    {
        var message = messages.Count == 0 ? "" : messages[^1];
        var question = Question.Parse(message);
        return messages.Count < 2 || steps == 0 || !LeavesOut(message, question)
            ? question
            : question.After(Resolve([.. messages.SkipLast(1)], steps - 1));
    }

    private static bool LeavesOut(string message, Question question)
    {
        if (question.Terms.Count == 0)
            return Asks().IsMatch(message);
        if (Ellipsis().IsMatch(message) || (Continues().IsMatch(message) && question.Asks != AnswerType.Definition && !question.Terms.Any(term => term.IsName)))
            return true;

        // "What happens to a session when it is deleted?" says itself what it means.
        var reference = Reference().Match(message);
        return reference.Success && Question.Parse(message[..(reference.Index + reference.Length)]).Terms.All(term => term.IsAction || term.IsVerb);
    }

    [GeneratedRegex(@"\b(why|how|when|where|who|what|which)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();

    [GeneratedRegex(
        @"^\s*((and|but|or|also|so)[,\s]+)?((what|how)\s+about)\b|^\s*(and|but|or|also)[,\s]+(for|with|without|in|on|at|from|by|if|when|the|an?)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Ellipsis();

    [GeneratedRegex(@"^\s*(and|but|or|also|so|then)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Continues();

    // One class behind "that": where two could share out a long space, their ways to do so are tried one by one.
    [GeneratedRegex(@"\b(it|its|they|them|their|theirs|this|these|those)\b|\bwhich ones?\b|\b(that|this|the other|another) one\b|\bthat[\s?.!]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
