using System.Text;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>A passage's blocks, and how much of them makes a quotation.</summary>
internal static class Blocks
{
    // A block that would be cut off is taken if it is no longer than that.
    private const int Slack = 400;
    private const int MaxLead = 900;
    private const int MaxShortened = 1400;

    /// <summary>At empty lines, but never within a fence; what ends in a colon stays with what it introduces.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> blocks = [];
        var open = false;
        foreach (var part in text.Split("\n\n"))
        {
            if (blocks.Count > 0 && (open || blocks[^1].EndsWith(':')))
                blocks[^1] += "\n\n" + part;
            else
                blocks.Add(part);
            if (part.Split('\n').Count(line => line.TrimStart().StartsWith("```", StringComparison.Ordinal)) % 2 == 1)
                open = !open;
        }

        return blocks;
    }

    /// <summary>The block at this place with what follows, then with what comes before, until that is enough characters; of a very long
    /// one the lines that matter most. What a section begins with goes ahead: it says what the rest is about.</summary>
    public static string Around(IReadOnlyList<string> blocks, int index, int enough, Func<string, double> rate)
    {
        var (first, last, length) = (index, index, blocks[index].Length);
        while (length < enough && last + 1 < blocks.Count && length + blocks[last + 1].Length <= enough + Slack)
            length += blocks[++last].Length;
        while (length < enough && first > 0 && length + blocks[first - 1].Length <= enough + Slack)
            length += blocks[--first].Length;

        var text = first == last && length > enough + Slack
            ? Shorten(blocks[index], rate)
            : string.Join("\n\n", blocks.Skip(first).Take(last - first + 1));
        return first == 0 || blocks[0].Length > MaxLead ? text
            : $"{blocks[0]}\n\n{(first == 1 ? "" : "…\n\n")}{text}";
    }

    /// <summary>Items, rows or lines; of a paragraph in one line its sentences. What stands in a fence is code.</summary>
    public static IEnumerable<(string Text, bool IsCode)> Lines(string text)
    {
        var isCode = false;
        foreach (var line in LinesOf(text))
        {
            var isFence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            yield return (line, isCode || isFence);
            isCode ^= isFence;
        }
    }

    private static string[] LinesOf(string text) =>
        (text.Contains('\n', StringComparison.Ordinal) ? text : text.Replace(". ", ".\n", StringComparison.Ordinal)).Split('\n');

    // Lines that are left out leave a mark. What matters most comes first, then the first line, because it introduces or
    // names the columns.
    private static string Shorten(string text, Func<string, double> rate)
    {
        var lines = LinesOf(text);
        List<int> matter =
        [
            .. lines.Index().Select(line => (line.Index, Rate: rate(line.Item))).Where(line => line.Rate > 0)
                .OrderByDescending(line => line.Rate).Select(line => line.Index),
        ];
        SortedSet<int> chosen = [];
        var length = 0;
        foreach (var index in matter.Take(1).Append(0).Concat(matter.Skip(1)))
        {
            if (chosen.Contains(index) || (chosen.Count > 0 && length + lines[index].Length > MaxShortened))
                continue;
            chosen.Add(index);
            length += lines[index].Length;
        }

        var kept = new StringBuilder();
        var last = -1;
        foreach (var index in chosen)
        {
            kept.Append(index > last + 1 ? "…\n" : "").Append(lines[index]).Append('\n');
            last = index;
        }

        kept.Append(last < lines.Length - 1 ? "…" : "");
        return kept.ToString().TrimEnd('\n');
    }
}
