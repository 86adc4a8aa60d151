namespace Reasoning.Infrastructure.Knowledge.Parsing.Markdown;

/// <summary>Tells what no person has written: the parser's time grows faster than the length of one paragraph.</summary>
internal static class MarkdownLimits
{
    private const int MaxLine = 32_768;
    private const int MaxParagraph = 131_072;

    public static bool Allow(string text)
    {
        var (line, paragraph) = (0, 0);
        var isBlank = true;
        foreach (var c in text)
        {
            paragraph++;
            if (c != '\n')
            {
                isBlank &= char.IsWhiteSpace(c);
                if (++line > MaxLine)
                    return false;
                continue;
            }

            if (isBlank)
                paragraph = 0;
            if (paragraph > MaxParagraph)
                return false;
            (line, isBlank) = (0, true);
        }

        return paragraph <= MaxParagraph;
    }
}
