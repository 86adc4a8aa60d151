namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>Which documents are read, by their names.</summary>
internal static class DocumentFormats
{
    private const string Compressed = ".gz";

    private static readonly (string Ending, DocumentFormat Format)[] Endings =
    [
        (".md", DocumentFormat.Markdown),
        (".markdown", DocumentFormat.Markdown),
        (".rst.txt", DocumentFormat.ReStructuredText),
        (".rst", DocumentFormat.ReStructuredText),
        (".html", DocumentFormat.Html),
        (".htm", DocumentFormat.Html),
        (".xhtml", DocumentFormat.Html),
        (".txt", DocumentFormat.Text),
    ];

    public static bool IsCompressed(string name) => name.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase);

    /// <summary><see langword="null"/> for what is no document.</summary>
    public static DocumentFormat? Of(string name)
    {
        if (IsCompressed(name))
            name = name[..^Compressed.Length];
        foreach (var (ending, format) in Endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return format;
        }

        return null;
    }
}
