using System.Text;
using Reasoning.Application.Knowledge;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>Quotes as Markdown, each under its source.</summary>
internal static class Quotation
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
}
