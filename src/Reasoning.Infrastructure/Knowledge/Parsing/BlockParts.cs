namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Cuts blocks that are too long: prose after a sentence, lists between items, tables between rows. Code stays whole for longer.</summary>
internal static class BlockParts
{
    private const int MaxBlock = 4000;
    private const int MaxCode = 16_000;
    private const string Fence = "```";

    public static IEnumerable<Block> Of(Block block) => block.Kind switch
    {
        _ when block.Text.Length <= (block.Kind == BlockKind.Code ? MaxCode : MaxBlock) => [block],
        BlockKind.Code => Cut(block.Text[Fence.Length..^Fence.Length].Trim('\n'), MaxBlock, EndOfLine)
            .Select(part => block with { Text = $"{Fence}\n{part.Trim('\n')}\n{Fence}" }),
        BlockKind.List => Cut(block.Text, MaxBlock, EndOfItem).Select(part => block with { Text = part.Trim() }),
        BlockKind.Table => Cut(block.Text, MaxBlock, EndOfLine).Select(part => block with { Text = part.Trim() }),
        _ => Cut(block.Text, MaxBlock / 2, EndOfSentence).Select(part => block with { Text = part.Trim() }),
    };

    /// <summary>At most this many characters, never half of a pair.</summary>
    public static string Beginning(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static IEnumerable<string> Cut(string text, int max, Func<string, int, int, int> end)
    {
        var start = 0;
        while (text.Length - start > max)
        {
            var at = end(text, start, max);
            if (at <= max / 4)
                at = text.LastIndexOf(' ', start + max - 1, max) - start;
            if (at <= max / 4)
                at = char.IsHighSurrogate(text[start + max - 1]) ? max - 1 : max;
            yield return text.Substring(start, at);
            start += at;
        }

        yield return text[start..];
    }

    private static int EndOfLine(string text, int start, int max) => text.LastIndexOf('\n', start + max - 1, max) - start;

    private static int EndOfItem(string text, int start, int max)
    {
        for (var at = start + max - 1; at > start; at--)
        {
            if (text[at - 1] == '\n' && text[at] != ' ')
                return at - start;
        }

        return EndOfLine(text, start, max);
    }

    private static int EndOfSentence(string text, int start, int max)
    {
        for (var at = start + max - 1; at > start; at--)
        {
            if (text[at] == ' ' && text[at - 1] is '.' or '!' or '?')
                return at - start;
        }

        return 0;
    }
}
