using System.Text;
using System.Text.RegularExpressions;
using Reasoning.Application.Knowledge;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>Quotes as Markdown, each under its source.</summary>
internal static partial class Quotation
{
    public static string Of(string introduction, IEnumerable<Quote> quotes)
    {
        var text = new StringBuilder(introduction);
        foreach (var quote in quotes)
        {
            text.Append("\n\n").Append(Title(quote.Passage)).Append('\n');
            foreach (var line in quote.Text.Split('\n'))
                text.Append("\n> ").Append(line);
        }

        return text.ToString();
    }

    public static Citation[] Citations(IEnumerable<Quote> quotes) =>
        [.. quotes.Select(quote => new Citation(quote.Passage.Source, quote.Passage.Heading)).Distinct()];

    public static string Title(Passage passage) => PassageText.Title($"`{passage.Source}`", passage.Heading);

    /// <summary>What an earlier answer quoted; ids are not known any more.</summary>
    public static IEnumerable<Passage> Read(string answer) => Quoted().Matches(answer).Select(quote => new Passage(
        0,
        quote.Groups["source"].Value,
        quote.Groups["heading"].Value,
        string.Join('\n', quote.Groups["text"].Value.TrimEnd('\n').Split('\n').Select(line => line.Length > 2 ? line[2..] : ""))));

    [GeneratedRegex(@"^`(?<source>[^`\n]+)`( › (?<heading>[^\n]*))?\n\n(?<text>(> ?[^\n]*(\n|\z))+)", RegexOptions.Multiline)]
    private static partial Regex Quoted();
}
