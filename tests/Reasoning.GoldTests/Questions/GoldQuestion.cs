using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Reasoning.GoldTests.Questions;

/// <summary>A question whose answer somebody looked up in the documents.</summary>
internal sealed record GoldQuestion
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Question { get; init; }

    /// <summary>What was asked before in the same session.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The documents that answer; any of them will do.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Regular expressions: an answer contains the fact when all of them match.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Why no document answers it: <c>off-topic</c> or <c>near-miss</c>.</summary>
    public string? Unanswerable { get; init; }

    [JsonIgnore]
    public bool IsAnswerable => Unanswerable is null;

    public bool FactsIn(string text) => Facts.All(fact =>
        Regex.IsMatch(text, fact, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
}
