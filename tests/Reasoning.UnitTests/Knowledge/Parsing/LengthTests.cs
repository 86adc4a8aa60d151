using Reasoning.Infrastructure.Knowledge;
using Reasoning.Infrastructure.Knowledge.Parsing;

namespace Reasoning.UnitTests.Knowledge.Parsing;

/// <summary>How long sections become passages.</summary>
public class LengthTests
{
    private static readonly string Prose = string.Join(' ', Enumerable.Repeat("Words are said here.", 70));

    [Fact]
    public void Build_WhenAListIsIntroduced_CutsBeforeItsIntroduction() =>
        Assert.Equal([Prose, $"Do this:\n\n- one\n- {new string('x', 100)}"], Texts($"# A\n\n{Prose}\n\nDo this:\n\n- one\n- {new string('x', 100)}"));

    [Fact]
    public void Build_WhenCodeIsLong_KeepsItWholeUpToALimit()
    {
        var code = string.Join('\n', Enumerable.Range(0, 1000).Select(i => $"line {i}"));

        Assert.Equal([$"```\n{code}\n```"], Texts($"```\n{code}\n```\n"));
        var parts = Texts($"```\n{code}\n{code}\n```\n");
        Assert.All(parts, part => Assert.True(part.StartsWith("```\n", StringComparison.Ordinal) && part.EndsWith("\n```", StringComparison.Ordinal) && part.Length < 4100));
        Assert.Equal($"{code}\n{code}", string.Join('\n', parts.Select(part => part[4..^4])));
    }

    [Fact]
    public void Build_WhenAListIsLong_CutsItBetweenItems()
    {
        var items = Enumerable.Range(0, 200).Select(i => $"- item {i} {new string('x', 40)}").ToList();

        var parts = Texts(string.Join('\n', items));

        Assert.InRange(parts.Count, 2, 4);
        Assert.Equal(items, parts.SelectMany(part => part.Split('\n')));
    }

    [Fact]
    public void Build_WhenAParagraphIsLong_CutsItAfterASentence()
    {
        var parts = Texts(string.Join(' ', Enumerable.Repeat(Prose, 5)));

        Assert.All(parts, part => Assert.EndsWith("here.", part, StringComparison.Ordinal));
        Assert.All(parts, part => Assert.InRange(part.Length, 500, 4000));
    }

    private static List<string> Texts(string text) => [.. PassageBuilder.Build(new Document("a.md", text), new Excess()).Select(passage => passage.Text)];
}
