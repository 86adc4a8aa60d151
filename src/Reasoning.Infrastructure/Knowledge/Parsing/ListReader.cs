using System.Text;

namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Reads a list as one line an item, with whatever belongs to the item.</summary>
internal static class ListReader
{
    public static Block Read(Lines lines)
    {
        var indent = Lines.Indent(lines.Current);
        List<string> items = [];
        var item = new StringBuilder();

        while (!lines.AtEnd)
        {
            if (lines.CurrentIsBlank)
            {
                // An empty line ends the list, unless what follows is deeper or one more item.
                if (lines.Next is not { } next || !(Lines.Indent(next) > indent || LineKind.IsItem(next)) || string.IsNullOrWhiteSpace(next))
                    break;
                lines.Skip(1);
                continue;
            }

            if (Lines.Indent(lines.Current) <= indent && !LineKind.IsItem(lines.Current) && EndsBefore(lines))
                break;

            if (LineKind.IsFence(lines.Current, out var fence))
            {
                item.Append('\n').Append(CodeReader.Fenced(lines, fence).Text).Append('\n');
            }
            else if (LineKind.IsItem(lines.Current))
            {
                Finish(item, items);
                var line = lines.Take().TrimEnd();
                item.Append(InlineText.IsOnlyLinks(line) ? "" : InlineText.Clean(line));
            }
            else
            {
                item.Append(item.Length > 0 && item[^1] == '\n' ? "" : " ").Append(InlineText.Clean(lines.Take().Trim()));
            }
        }

        Finish(item, items);
        return new Block(BlockKind.List, BlockReader.Dedent(items));
    }

    // A line at the list's own margin right below an item goes on with it (a lazy continuation), unless it is something new.
    private static bool EndsBefore(Lines lines) =>
        string.IsNullOrWhiteSpace(lines.Previous)
        || LineKind.IsMarkdownHeading(lines.Current, out _, out _)
        || LineKind.IsFence(lines.Current, out _)
        || LineKind.IsTableRow(lines.Current)
        || LineKind.IsUnderlined(lines.Current, lines.Next, out _);

    private static void Finish(StringBuilder item, List<string> items)
    {
        var text = item.ToString().TrimEnd();
        item.Clear();
        if (text.Any(char.IsLetterOrDigit))
            items.Add(text);
    }
}
