using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations;

/// <summary>Finds the sum in a question that asks for nothing else.</summary>
internal static partial class Arithmetic
{
    private static readonly (Regex Words, string Sign)[] Spoken =
    [
        (Of(), "/100*"), (Plus(), "+"), (Minus(), "-"), (Times(), "*"), (Divided(), "/"), (PowerOf(), "^"),
    ];

    public static string? Find(string question)
    {
        if (question.Length > 2 * Calculator.MaxLength)
            return null;
        var text = Frame().Replace(question, "", 1);
        text = Root().Replace(text, "sqrt($2)");
        // In max(3,400) a comma may be either; the calculator says so.
        if (!Call().IsMatch(text))
            text = Separator().Replace(text, "");
        foreach (var (words, sign) in Spoken)
            text = words.Replace(text, sign);
        text = text.Trim(' ', '?', '=', '.', '!').Replace(" x ", " * ", StringComparison.OrdinalIgnoreCase);

        // Numbers and a sign between them, or a function, and nothing else. A date or a range of numbers (2024-01-02, 10-20) is
        // no sum: there the signs stand without spaces and the person did not ask to compute.
        return IsSum(text) && (Frame().IsMatch(question) || !Date().IsMatch(text)) ? text : null;
    }

    private static bool IsSum(string text) =>
        Parts().IsMatch(text) && (Call().IsMatch(text) || (Operation().IsMatch(text) && !text.Contains(',', StringComparison.Ordinal)));

    [GeneratedRegex(@"^\s*(please\s+)?(what('s| is| are| does)|how much (is|are|does)|how many (is|are)|calculate|compute|evaluate|solve)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Frame();

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(\D|$))")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\s*(%|percent)\s+of\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Of();

    [GeneratedRegex(@"\s+(plus|and)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Plus();

    [GeneratedRegex(@"\s+minus\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Minus();

    [GeneratedRegex(@"\s+(times|multiplied by)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Times();

    [GeneratedRegex(@"\s+(divided by|over)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Divided();

    [GeneratedRegex(@"\s+to the power of\s+", RegexOptions.IgnoreCase)]
    private static partial Regex PowerOf();

    [GeneratedRegex(@"^\s*(the\s+)?square root of\s+([0-9.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Root();

    [GeneratedRegex(@"^([-+*/%^×÷−(), ]|[0-9.]+|sqrt|abs|round|min|max|pi)*([0-9)%]|pi)$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"([0-9.%)]|pi)[) ]*[-+*/%^×÷−][-+( ]*([0-9.]|sqrt|abs|round|min|max|pi)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Operation();

    [GeneratedRegex(@"(sqrt|abs|round|min|max) ?\(", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex(@"^\d+([-./]\d+)+$")]
    private static partial Regex Date();
}
