using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>A number and the unit that is written behind it. A person's height has two of them.</summary>
internal readonly partial record struct Measure(Ratio Amount, string Unit)
{
    public const int MaxLength = 100;
    private const int MaxParts = 4;

    /// <summary>Reads <c>10 km</c>, <c>72°F</c>, <c>3 ft 2 in</c> or <c>a day</c>; nothing, where it is none of that.</summary>
    public static IReadOnlyList<Measure> Read(string text)
    {
        if (text.Length > MaxLength)
            return [];
        var parts = new List<Measure>();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var word in words.Select(word => word.TrimEnd(',')))
        {
            if (Number().Match(word) is { Success: true } number)
            {
                if (parts is [.., { Unit: "" }] || parts.Count == MaxParts || !Ratio.TryParse(number.Groups["number"].Value, out var amount))
                    return [];
                parts.Add(new Measure(amount, number.Groups["unit"].Value));
            }
            else if (parts.Count == 0)
            {
                if (!NumberWords.TryRead(word, out var value))
                    return [];
                parts.Add(new Measure(Ratio.Of(value), ""));
            }
            else if (word is not ("and" or ""))
            {
                parts[^1] = parts[^1] with { Unit = $"{parts[^1].Unit} {word}".TrimStart() };
            }
        }

        return parts is [.., { Unit: "" }] ? [] : parts;
    }

    [GeneratedRegex(@"^(?<number>[-+−]?(?:[0-9][0-9.,]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?)(?<unit>.*)\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
