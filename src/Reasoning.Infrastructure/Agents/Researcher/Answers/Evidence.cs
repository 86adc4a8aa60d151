using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Questions;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>Finds the block to quote among the passages that were read.</summary>
internal sealed class Evidence(Question question, IReadOnlyDictionary<string, int> counts, int passages)
{
    // A line says something of the question when it has this share of it.
    private const double Near = 0.3;

    private readonly Dictionary<QuestionTerm, double> _weights =
        question.Terms.ToDictionary(term => term, term => term.Weight(counts, passages));

    private readonly double _all = Math.Max(1e-9, question.Terms.Sum(term => term.Weight(counts, passages)));

    /// <summary>All candidates, best first.</summary>
    public IReadOnlyList<Quote> Rate(IReadOnlyList<Passage> read) =>
        [.. read.SelectMany(Quotes).OrderByDescending(quote => quote.Score)];

    private IEnumerable<Quote> Quotes(Passage passage, int rank)
    {
        var head = new StemmedText(passage.Source, passage.Heading);
        // The innermost heading says what just this passage is about.
        var title = TitleMatch(passage.Heading[(passage.Heading.LastIndexOf('›') + 1)..]);
        var blocks = Blocks.Split(passage.Text);
        for (var i = 0; i < blocks.Count; i++)
        {
            var text = Blocks.From(blocks, i, line => question.Terms.Any(term => term.In(new StemmedText(line)) > 0));
            var body = new StemmedText(text);
            var covered = question.Terms.Where(term => term.In(body) > 0 || term.In(head) > 0).ToHashSet();
            var coverage = question.Terms.Sum(term => _weights[term] * Math.Max(term.In(body), term.In(head))) / _all;
            // Words that stand in one line belong together more surely than words that stand in one block.
            var lines = Blocks.Lines(blocks[i]).Select(line => (Text: line, Share: Share(new StemmedText(line)))).ToList();
            var line = lines.Max(each => each.Share);
            var meets = lines.Any(each => (each.Share >= Math.Min(Near, line)) && AnswerContract.IsMet(question.Asks, each.Text))
                || (!AnswerContract.IsBinding(question.Asks) && AnswerContract.IsMet(question.Asks, text));

            yield return new Quote(
                passage, text, covered, coverage, line, meets,
                (0.5 * coverage) + (0.15 * Share(body)) + (0.2 * line) + (0.25 * title)
                // The search's own order, and a section's beginning before its details.
                + (0.06 * Math.Max(0, 4 - rank) / 4) + (i == 0 ? 0.05 : 0)
                + (meets ? 0.12 : 0));
        }
    }

    // How much of the question the heading has, and how much of the heading is of the question.
    private double TitleMatch(string heading)
    {
        var words = Words.Stems(heading).ToList();
        if (words.Count == 0)
            return 0;
        var of = question.Terms.SelectMany(term => term.Own.Alternatives.Concat(term.Other.Alternatives)).SelectMany(phrase => phrase.Stems).ToHashSet();
        var precision = (double)words.Count(of.Contains) / words.Count;
        return Share(new StemmedText(heading)) * (0.5 + (0.5 * precision));
    }

    private double Share(StemmedText text) => question.Terms.Sum(term => _weights[term] * term.In(text)) / _all;
}
