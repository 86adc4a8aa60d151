using System.Text;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>Says what was found, and never more.</summary>
internal static class Answer
{
    private const double Enough = 0.65;
    private const double Whole = 0.8;
    // A name that a tenth of all passages have is the documents' own subject ("Debian"): a good quotation may leave it out.
    private const int CommonPart = 10;

    public static PlannedTurn Compose(Question question, ResearchState state)
    {
        var passages = state.Searches.Select(search => search.Passages).DefaultIfEmpty().Max();
        var counts = state.Counts;
        var quotes = new Evidence(question, counts, passages).Rate(state.Passages);
        if (quotes.Count == 0)
            return Nothing(question, counts, null);

        var best = quotes[0];
        var missing = Missing(question, best.Covered);
        if (best.Coverage < Enough || missing.Any(term => term.IsName && term.Count(counts) * CommonPart < passages)
            || (question.WantsPerson && !best.HasPerson))
            return Nothing(question, counts, best);

        List<Quote> chosen = [best];
        var second = quotes.FirstOrDefault(quote => quote.Passage.Id != best.Passage.Id && quote.Coverage >= Enough
            && (missing.Any(quote.Covered.Contains) || (question.WantsNumber && !best.HasMeasure && quote.HasMeasure)));
        if (second is not null)
            chosen.Add(second);
        return Quoted(question, chosen);
    }

    private static PlannedTurn Quoted(Question question, List<Quote> quotes)
    {
        var missing = Missing(question, quotes.SelectMany(quote => quote.Covered).ToHashSet());
        var noNumber = question.WantsNumber && !quotes.Any(quote => quote.HasNumber);
        var whole = quotes.Count == 1 && quotes[0].Coverage >= Whole && missing.Count == 0 && !noNumber;

        var text = new StringBuilder(whole ? "The documents say:" : quotes.Count == 1 ? "The closest passage in the documents:" : "The closest passages in the documents:");
        foreach (var quote in quotes)
        {
            text.Append("\n\n").Append(PassageText.Title(quote.Passage.Source, quote.Passage.Heading)).Append('\n');
            foreach (var line in quote.Text.Split('\n'))
                text.Append("\n> ").Append(line);
        }

        if (missing.Count > 0)
            text.Append("\n\nWhat I quote says nothing about ").Append(Wording.List(missing.Select(term => term.Text))).Append('.');
        if (noNumber)
            text.Append("\n\nYou seem to ask for a number; it gives none.");

        var thought = whole
            ? $"The passage under \"{Under(quotes[0])}\" has all that the question turns on, so I quote it."
            : $"No single passage answers all of it. I quote the closest and say what it leaves open{(missing.Count > 0 ? $": {Wording.List(missing.Select(term => term.Text))}" : "")}.";
        return PlannedTurn.Say(thought, text.ToString(), [.. quotes.Select(quote => new Citation(quote.Passage.Source, quote.Passage.Heading))]);
    }

    private static PlannedTurn Nothing(Question question, IReadOnlyDictionary<string, int> counts, Quote? nearest)
    {
        var unknown = question.Terms.Where(term => !term.IsSoft && term.Count(counts) == 0).ToList();
        var missing = nearest is null ? [] : Missing(question, nearest.Covered);
        var about = missing.Count > 0 ? missing : question.Terms;

        var subject = Wording.List(about.Select(term => term.Text));
        var text = new StringBuilder(
            nearest is not null && missing.Count == 0 ? $"I found passages with {subject}, but nothing that answers the question."
            : about.Count < question.Terms.Count ? $"I found nothing about {subject} in the documents that also fits the rest of the question."
            : $"I found nothing about {subject} in the documents.");
        if (unknown.Count > 0)
            text.Append(unknown.SequenceEqual(about) ? unknown.Count == 1 ? " They never mention it." : " They never mention them." : $" They never mention {Wording.List(unknown.Select(term => term.Text))}.");
        if (nearest is { Covered.Count: > 0 })
            text.Append($" The nearest passage is {PassageText.Title(nearest.Passage.Source, nearest.Passage.Heading)}.");
        return PlannedTurn.Say("What I found does not answer the question, so I say so instead of guessing.", text.ToString());
    }

    private static List<QuestionTerm> Missing(Question question, IReadOnlySet<QuestionTerm> covered) =>
        [.. question.Terms.Where(term => (!term.IsSoft || term.IsAction) && !covered.Contains(term))];

    private static string Under(Quote quote) => quote.Passage.Heading.Length > 0 ? quote.Passage.Heading : quote.Passage.Source;
}
