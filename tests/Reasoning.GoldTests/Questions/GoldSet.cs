using System.Text.Json;

namespace Reasoning.GoldTests.Questions;

/// <summary>A file of questions.</summary>
internal sealed record GoldSet(string Name, IReadOnlyList<GoldQuestion> Questions)
{
    /// <summary>The part on which the rules were tuned.</summary>
    public const string Tuned = "tuned";

    /// <summary>The part that nobody looked at while they were.</summary>
    public const string Unseen = "unseen";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Another folder of sets can be judged in their place.</summary>
    private static string Folder =>
        Environment.GetEnvironmentVariable("REASONING_GOLD_SETS") is { Length: > 0 } other ? other : Path.Combine(AppContext.BaseDirectory, "Gold");

    public static IReadOnlyList<GoldSet> ReadAll() =>
    [
        .. Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal).Select(file =>
            new GoldSet(Path.GetFileNameWithoutExtension(file), JsonSerializer.Deserialize<List<GoldQuestion>>(File.ReadAllText(file), Json)!)),
    ];
}
