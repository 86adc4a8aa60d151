using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>Finds the block to quote among the passages that were read.</summary>
internal sealed class Evidence(Question question, IReadOnlyDictionary<string, int> counts, int passages)
{
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
        var title = Share(new StemmedText(passage.Heading[(passage.Heading.LastIndexOf('›') + 1)..]));
        var blocks = Blocks.Split(passage.Text);
        for (var i = 0; i < blocks.Count; i++)
        {
            var text = Blocks.From(blocks, i, line => question.Terms.Any(term => term.In(new StemmedText(line)) > 0));
            var body = new StemmedText(text);
            var covered = question.Terms.Where(term => term.In(body) > 0 || term.In(head) > 0).ToHashSet();
            var coverage = question.Terms.Sum(term => _weights[term] * Math.Max(term.In(body), term.In(head))) / _all;
            // Words that stand in one line belong together more surely than words that stand in one block.
            var line = Blocks.Lines(blocks[i]).Select(line => Share(new StemmedText(line))).DefaultIfEmpty().Max();

            var quote = new Quote(passage, text, covered, coverage, 0);
            yield return quote with
            {
                Score = (0.5 * coverage) + (0.15 * Share(body)) + (0.2 * line) + (0.25 * title)
                    // The search's own order, and a section's beginning before its details.
                    + (0.06 * Math.Max(0, 4 - rank) / 4) + (i == 0 ? 0.05 : 0)
                    + (question.WantsNumber && quote.HasNumber ? 0.08 : 0) + (question.WantsNumber && quote.HasMeasure ? 0.08 : 0),
            };
        }
    }

    private double Share(StemmedText text) => question.Terms.Sum(term => _weights[term] * term.In(text)) / _all;
}
