using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>
/// The texts in which the tools show search results and passages: to a person, to a language model, and to the planner,
/// which reads them back. Whatever comes from a document is indented or last, so that no document can imitate the form.
/// </summary>
internal static partial class PassageText
{
    public static string Write(KnowledgeSearch search)
    {
        var text = new StringBuilder();
        var terms = search.Terms.Select(term => $"{(term.Term.Contains(' ', StringComparison.Ordinal) ? $"\"{term.Term}\"" : term.Term)} ({Number(term.Passages)})");
        text.Append(CultureInfo.InvariantCulture, $"Searched {search.Passages} passages of {search.Documents} documents. Passages with: {string.Join(", ", terms)}.");
        if (search.Hits.Count == 0)
            text.Append("\n\nNothing found.");
        foreach (var hit in search.Hits)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n\n[{hit.Id}] {Title(hit.Source, hit.Heading)} (covers {hit.Coverage * 100:0} %)");
            text.Append("\n    ").Append(hit.Excerpt);
        }

        return text.ToString();
    }

    public static string Write(Passage passage) => $"[{Number(passage.Id)}] {Title(passage.Source, passage.Heading)}\n\n{passage.Text}";

    public static string Title(string source, string heading) => heading.Length == 0 ? source : $"{source} › {heading}";

    public static KnowledgeSearch? ReadSearch(string text)
    {
        var head = Head().Match(text);
        if (!head.Success)
            return null;
        var terms = Term().Matches(head.Groups["terms"].Value)
            .Select(term => new TermCount(term.Groups["term"].Value.Trim('"'), Integer(term.Groups["count"].Value)));
        var hits = Hit().Matches(text)
            .Select(hit => new PassageHit(
                Id(hit.Groups["id"].Value), hit.Groups["title"].Value, "", Integer(hit.Groups["coverage"].Value) / 100.0, ""));
        return new KnowledgeSearch([.. terms], [.. hits], Integer(head.Groups["passages"].Value), Integer(head.Groups["documents"].Value));
    }

    public static Passage? ReadPassage(string text)
    {
        var head = PassageHead().Match(text);
        if (!head.Success)
            return null;
        var title = head.Groups["title"].Value.Split(" › ", 2);
        return new Passage(Id(head.Groups["id"].Value), title[0], title.Length > 1 ? title[1] : "", text[head.Length..]);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Id(string digits) => long.TryParse(digits, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static int Integer(string digits) => int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^Searched (?<passages>\d+) passages of (?<documents>\d+) documents\. Passages with: (?<terms>[^\n]*)\.")]
    private static partial Regex Head();

    [GeneratedRegex(@"(?<term>""[^""]+""|[^\s,""]+) \((?<count>\d+)\)")]
    private static partial Regex Term();

    [GeneratedRegex(@"^\[(?<id>\d+)\] (?<title>[^\n]*) \(covers (?<coverage>\d+) %\)$", RegexOptions.Multiline)]
    private static partial Regex Hit();

    [GeneratedRegex(@"\A\[(?<id>\d+)\] (?<title>[^\n]*)\n\n")]
    private static partial Regex PassageHead();
}
