using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>What an acronym stands for: "MIA" in "Missing In Action".</summary>
internal static class Expansion
{
    private const int MinLetters = 2;
    private const int MaxLetters = 8;

    // Fewer small letters follow each other by chance.
    private const int Telling = 4;

    /// <summary>Whether words that follow each other in a text begin with the letters of an acronym.</summary>
    public static bool Of(string acronym, string text)
    {
        if (acronym.Length is < MinLetters or > MaxLetters || !acronym.All(char.IsUpper))
            return false;
        var initials = string.Concat(Words.Ranges(text).Select(range => text[range.Start]));
        return initials.Contains(acronym, StringComparison.Ordinal)
            || (acronym.Length >= Telling && initials.Contains(acronym, StringComparison.OrdinalIgnoreCase));
    }
}
