using System.Text.RegularExpressions;
using Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;
using Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations;

/// <summary>What a question asks to be computed, by which tool and from what.</summary>
internal sealed partial record Calculation(string Tool, string Kind, IReadOnlyDictionary<string, object?> Arguments)
{
    private const int MaxLength = 160;

    /// <summary>A sum: its tool returns a bare number.</summary>
    public string? Sum { get; private init; }

    /// <summary>The calculation, if the question asks for one and for nothing else.</summary>
    public static Calculation? Find(string question)
    {
        if (question.Length <= MaxLength)
        {
            var plain = Polite().Replace(Space().Replace(question.Trim(' ', '?', '!', '.', '='), " ").Replace('’', '\''), "$1");
            if ((DateQuestion.Find(plain) ?? ConversionQuestion.Find(plain)) is { } calculation)
                return calculation;
        }

        return Arithmetic.Find(question) is { } sum ? OfSum(sum) : null;
    }

    public static Calculation OfDates(string? from, string? to = null, string? add = null)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in new[] { ("from", from), ("to", to), ("add", add) })
        {
            if (value is not null)
                arguments[name] = value;
        }

        return new Calculation(ResearchTools.Dates, "a question about dates", arguments);
    }

    public static Calculation OfUnits(string from, string to) =>
        new(ResearchTools.Units, "a conversion", new Dictionary<string, object?> { ["from"] = from, ["to"] = to });

    private static Calculation OfSum(string sum) =>
        new(ResearchTools.Calculate, "arithmetic", new Dictionary<string, object?> { ["expression"] = sum }) { Sum = sum };

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();

    [GeneratedRegex(@"^(?:please,? |can you (?:please )?tell me |could you (?:please )?tell me |do you know |tell me )*(.*?)(?:,? please)?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Polite();
}
