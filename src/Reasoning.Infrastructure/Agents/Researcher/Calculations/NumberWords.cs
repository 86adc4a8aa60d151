namespace Reasoning.Infrastructure.Agents.Researcher.Calculations;

/// <summary>The numbers that people write as words, and the article that means one.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, int> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6,
        ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12,
    };

    public static bool TryRead(string word, out int value) => Values.TryGetValue(word, out value);
}
