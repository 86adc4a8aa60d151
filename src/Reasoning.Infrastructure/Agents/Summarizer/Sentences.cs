using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Summarizer;

/// <summary>A text cut into its sentences.</summary>
internal static partial class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "e.g.", "i.e.", "etc.", "cf.", "vs.", "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "no.", "fig.", "approx.", "p.", "pp.",
    };

    /// <summary>The text without the request in front of it ("Summarize this: …").</summary>
    public static string WithoutRequest(string message) => Request().Replace(message, "", 1);

    public static IReadOnlyList<string> Of(string text)
    {
        List<string> sentences = [];
        foreach (var paragraph in Paragraphs(text))
        {
            var start = 0;
            for (var i = 0; i < paragraph.Length - 1; i++)
            {
                if (paragraph[i + 1] != ' ' || !EndsAt(paragraph, start, i))
                    continue;
                Add(sentences, paragraph[start..(i + 1)]);
                start = i + 2;
            }

            Add(sentences, paragraph[start..]);
        }

        return sentences;
    }

    // An empty line and a list item end a sentence; a mere line end does not.
    private static IEnumerable<string> Paragraphs(string text) =>
        ParagraphEnd().Split(text.ReplaceLineEndings("\n"))
            .Select(paragraph => string.Join(' ', paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static bool EndsAt(string text, int start, int i)
    {
        var mark = text[i] is ')' or '"' or '”' or '’' && i > start ? text[i - 1] : text[i];
        if (mark is not ('.' or '!' or '?' or '…'))
            return false;
        var wordStart = Math.Max(start, text.LastIndexOf(' ', i) + 1);
        if (Abbreviations.Contains(text[wordStart..(i + 1)].TrimStart('(')))
            return false;
        // An initial ("J. Smith") ends nothing, and what goes on in lower case is the same sentence.
        return !(i - wordStart == 1 && char.IsUpper(text[wordStart])) && !(i + 2 < text.Length && char.IsLower(text[i + 2]));
    }

    private static void Add(List<string> sentences, string sentence)
    {
        sentence = sentence.Trim();
        if (sentence.Any(char.IsLetterOrDigit))
            sentences.Add(sentence);
    }

    [GeneratedRegex(@"^\s*(please\s+)?(can you\s+|could you\s+)?(summari[sz]e|sum up|tl;?dr)(\s+(this|the|following|text|article|for me))*\s*(:|\r?\n|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Request();

    [GeneratedRegex(@"\n\s*\n|\n(?=\s*([-*•]|\d{1,3}[.)])\s)", RegexOptions.ExplicitCapture)]
    private static partial Regex ParagraphEnd();
}
