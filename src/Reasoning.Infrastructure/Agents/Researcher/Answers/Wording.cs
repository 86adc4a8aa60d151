namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

internal static class Wording
{
    /// <summary><c>"a", "b" and "c"</c>.</summary>
    public static string List(IEnumerable<string> words)
    {
        var quoted = words.Select(word => $"\"{word}\"").ToList();
        return quoted.Count < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} and {quoted[^1]}";
    }
}
