namespace Reasoning.Infrastructure.Knowledge.Parsing;

internal static class CodeReader
{
    public static Block Fenced(Lines lines, string fence)
    {
        lines.Skip(1);
        List<string> code = [];
        while (!lines.AtEnd)
        {
            var line = lines.Take();
            if (line.AsSpan().Trim().StartsWith(fence))
                break;
            code.Add(line.TrimEnd());
        }

        return Code(code);
    }

    public static Block Indented(Lines lines)
    {
        List<string> code = [];
        while (!lines.AtEnd && (lines.CurrentIsBlank || Lines.Indent(lines.Current) >= 4))
            code.Add(lines.Take().TrimEnd());
        return Code(code);
    }

    private static Block Code(List<string> lines)
    {
        var text = BlockReader.Dedent(lines).Trim('\n');
        return new Block(BlockKind.Code, text.Length == 0 ? "" : $"```\n{text}\n```");
    }
}
