using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Questions;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>Rates the passages that were read, and finds in each the place that answers.</summary>
internal sealed class Evidence(Question question, IReadOnlyDictionary<string, int> counts, int passages)
{
    // About seven sentences, less often stops short of the answer; of the best there may be more.
    private const int Enough = 1300;
    private const int Whole = 2000;

    // Words that name one thing.
    private const int MaxNamed = 2;

    // A block of that many characters is about one thing.
    private const int Short = 600;

    // A sentence says something of the question when it has this share of it; what stands in its heading goes without saying.
    private const double Near = 0.66;

    private readonly Dictionary<QuestionTerm, double> _weights =
        question.Terms.ToDictionary(term => term, term => term.Weight(counts, passages));

    // What a follow-up adds has to stand beside the fact that it asks for; what was asked before may stand further away.
    private readonly IReadOnlyList<QuestionTerm> _asked =
        question.Terms.Any(term => !term.IsBorrowed) ? [.. question.Terms.Where(term => !term.IsBorrowed)] : question.Terms;

    private readonly double _all = Math.Max(1e-9, question.Terms.Sum(term => term.Weight(counts, passages)));

    private readonly HashSet<string> _stems = question.Terms
        .SelectMany(term => term.Own.Alternatives.Concat(term.Other.Alternatives)).SelectMany(phrase => phrase.Stems).ToHashSet(StringComparer.Ordinal);

    private readonly string _acronym = question.Asks == AnswerType.Definition && question.Terms.FirstOrDefault(term => term.IsName) is { } name ? name.Text : "";

    private readonly HashSet<string> _own = question.Terms.Where(term => !term.IsSoft && !term.IsAction)
        .SelectMany(term => term.Own.Alternatives).SelectMany(phrase => phrase.Stems).ToHashSet(StringComparer.Ordinal);

    /// <summary>One quote of each passage, best first.</summary>
    public IReadOnlyList<Quote> Rate(IReadOnlyList<Passage> read) =>
        [.. read.Select(Rate).OrderByDescending(quote => quote.Score)];

    private Quote Rate(Passage passage, int rank)
    {
        var subject = new Subject(passage.Source, passage.Heading);
        var blocks = Blocks.Split(passage.Text);
        var best = Enumerable.Range(0, blocks.Count).Select(i => RateBlock(blocks, i, subject))
            .OrderByDescending(block => block.MeetsContract && AnswerContract.IsBinding(question.Asks)).ThenByDescending(block => block.Score)
            .First();

        var text = Text(Enough);
        var body = new StemmedText(text);
        var covered = question.Terms.Where(term => term.In(body) > 0 || term.In(subject) > 0).ToHashSet();
        var coverage = WithSubject(body, subject);
        var score = (0.45 * coverage) + (0.2 * best.Line) + (0.3 * subject.Match(Share, _stems))
            // The search's own order.
            + (0.15 * Math.Max(0, 5 - rank) / 5)
            + (best.MeetsContract ? 0.12 : 0) + (subject.Text.Has(question.Cue) ? 0.1 : 0) + (Expansion.Of(_acronym, blocks[best.Index]) ? 0.3 : 0)
            + (best.Defines ? 0.2 : 0);
        return new Quote(passage, text, covered, coverage, best.MeetsContract, score)
        {
            Longer = Text(Whole),
            IsMention = !best.IsLabelled && best.Together < 2
                && !question.Terms.Any(term => term.IsMissed && (term.IsName || term.In(subject) > 0 || body.Count(term.Wide) > 1)),
        };

        string Text(int enough) =>
            Blocks.Around(blocks, best.Index, enough, line => Share(new StemmedText(line)));
    }

    private Block RateBlock(IReadOnlyList<string> blocks, int index, Subject subject)
    {
        // Words that stand in one sentence belong together more surely than words that stand in one block; and what the
        // headings say goes without saying.
        List<Line> lines = [.. Blocks.Lines(blocks[index]).Select(line => new Line(line.Text, line.IsCode, new StemmedText(line.Text)))];
        var block = new StemmedText(blocks[index]);
        // Code may be many lines and few characters: then it is read once, not once for each of them.
        var whole = lines.Sum(line => line.Text.Length) <= Short ? new StemmedText(lines.Select(line => line.Text)) : null;
        var meets = Enumerable.Range(0, lines.Count).Any(i => IsMetBy(lines[i]) && IsNear(whole ?? Beside(lines, i), subject))
            || (!AnswerContract.IsBinding(question.Asks) && AnswerContract.IsMet(question.Asks, blocks[index]));
        var defines = IsWhatIs && lines.Exists(line => Definition.Begins(line.Text, _own));
        var labelled = lines.Exists(line => BeginsWithTerm(line.Text));
        var score = (0.5 * WithSubject(block, subject)) + (0.4 * lines.Max(line => WithSubject(line.Stems, subject))) + (0.15 * Share(block))
            + (meets ? 0.15 : 0) + (labelled ? 0.2 : 0) + (block.Has(question.Cue) ? 0.1 : 0)
            + (HasAllSides(block) ? 0.3 : 0) + (HasOtherSide(block) ? 0.2 : 0) + (defines ? 0.25 : 0) + (Expansion.Of(_acronym, blocks[index]) ? 0.3 : 0)
            // A section's beginning before its details.
            + (index == 0 ? 0.12 : 0);
        var together = lines.Max(line => question.Terms.Count(term => !term.IsSoft && term.In(line.Stems) > 0));
        return new Block(index, lines.Max(line => Share(line.Stems)), meets, labelled, defines, together, score);
    }

    // "What is zswap?": of one thing, and not one side of a comparison.
    private bool IsWhatIs =>
        question.Asks == AnswerType.Definition && question.Against.Count == 0 && question.Terms.Count(term => !term.IsSoft && !term.IsAction) <= MaxNamed;

    private bool IsMetBy(Line line) =>
        !(line.IsCode && AnswerContract.IsBinding(question.Asks)) && AnswerContract.IsMet(question.Asks, line.Text)
        && (question.Counted is null || AnswerContract.Counts(question.Counted, line.Text));

    private bool IsNear(StemmedText beside, Subject subject) =>
        WithSubject(beside, subject, _asked) >= Near && (!question.IsLimit || beside.Has(question.Cue));

    // What names both things side by side says how they differ.
    private bool HasAllSides(StemmedText text) => question.Sides.Count > 0 && question.Sides.All(side =>
        side.Terms.Where(term => !term.IsSoft && question.Sides.Count(other => other.Terms.Contains(term)) == 1).All(term => term.In(text) > 0));

    private bool HasOtherSide(StemmedText text) =>
        question.Against.Count > 0 && question.Against.All(term => term.In(text) > 0);

    // With the sentence before it and the one after, which often say what "it" is.
    private static StemmedText Beside(List<Line> lines, int index) =>
        new(lines.Skip(Math.Max(0, index - 1)).Take(index == 0 ? 2 : 3).Select(line => line.Text));

    // "Recommends: …", "- `spawn`: …", "| spawn | …": that is where a thing is explained.
    private bool BeginsWithTerm(string line)
    {
        var label = line.IndexOfAny([':', '—', '|'], Math.Min(2, line.Length));
        if (label is < 0 or > 60)
            return false;
        var words = Words.Stems(line[..label]).Where(word => word.Length > 1).ToList();
        return words.Count is > 0 and <= 4 && words.Any(_own.Contains);
    }

    private double WithSubject(StemmedText text, Subject subject) => WithSubject(text, subject, question.Terms);

    private double WithSubject(StemmedText text, Subject subject, IReadOnlyList<QuestionTerm> terms) =>
        terms.Sum(term => _weights[term] * Math.Max(term.In(text), term.In(subject))) / Math.Max(1e-9, terms.Sum(term => _weights[term]));

    private double Share(StemmedText text) => question.Terms.Sum(term => _weights[term] * term.In(text)) / _all;

    private sealed record Line(string Text, bool IsCode, StemmedText Stems);

    private sealed record Block(int Index, double Line, bool MeetsContract, bool IsLabelled, bool Defines, int Together, double Score);
}
