using System.Text;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>Says what was found, and never more.</summary>
internal static class Answer
{
    // A question for a fact is answered or not; to any other, what comes near is worth reading.
    private const double Enough = 0.65;
    private const double EnoughToQuote = 0.55;
    private const double Whole = 0.8;
    private const double NearlyAsGood = 0.6;
    private const int MaxQuotes = 6;
    // A name that a tenth of all passages have is the documents' own subject ("Debian"): a good quotation may leave it out.
    private const int CommonPart = 10;

    public static PlannedTurn Compose(Question question, ResearchState state)
    {
        var quotes = Rate(question, state);
        if (quotes.FirstOrDefault(quote => Answers(quote, question, state)) is not { } best)
            return Nothing(question, state, quotes is [var nearest, ..] ? nearest : null);

        List<Quote> others =
        [
            .. quotes.Where(quote => quote != best && quote.Score >= best.Score * NearlyAsGood && Answers(quote, question, state))
                .Take(MaxQuotes - 1),
        ];
        return Quoted(question, [best with { Text = best.Longer }, .. others]);
    }

    /// <summary>Why another search may be worth it; <see langword="null"/> where one passage answers all of the question.</summary>
    public static string? Shortfall(Question question, ResearchState state)
    {
        List<Quote> answering = [.. Rate(question, state).Where(quote => Answers(quote, question, state))];
        return answering.Exists(quote => quote.Coverage >= Whole && quote.MeetsContract && Missing(question, quote.Covered).Count == 0) ? null
            : answering.Count > 0 ? "What I read leaves something open"
            : "What I read does not answer the question";
    }

    /// <summary>Both things, or neither: half of a comparison would pretend to be one.</summary>
    public static PlannedTurn Juxtapose(Question question, ResearchState state)
    {
        var sides = question.Sides.Select(side => (Side: side, Quotes: Rate(side, state))).ToList();
        foreach (var (side, quotes) in sides)
        {
            if (!quotes.Any(quote => Answers(quote, side, state)))
                return Nothing(side, state, quotes is [var nearest, ..] ? nearest : null);
        }

        var both = Rate(question, state).FirstOrDefault(quote => Missing(question, quote.Covered).Count == 0 && quote.Coverage >= Enough);
        List<Quote> chosen = [];
        foreach (var (side, quotes) in sides)
        {
            List<Quote> answering = [.. quotes.Where(quote => Answers(quote, side, state))];
            chosen.Add(answering.Find(quote => quote.Score >= answering[0].Score * NearlyAsGood && chosen.TrueForAll(other => other.Text != quote.Text)) ?? answering[0]);
        }

        if (both is not null)
            chosen = [both with { Text = both.Longer }, .. chosen.Where(quote => quote.Passage.Id != both.Passage.Id)];
        chosen = [.. chosen.DistinctBy(quote => quote.Text)];
        var names = Wording.List(question.Sides.Select(side => side.Name));
        return PlannedTurn.Say(
            both is null ? $"No single passage has both, so I quote one for each of {names}." : $"I quote what says most of {names}.",
            Quotation.Of($"What the documents say of {names}:", chosen),
            Quotation.Citations(chosen));
    }

    private static IReadOnlyList<Quote> Rate(Question question, ResearchState state) =>
        new Evidence(question, state.Counts, state.IndexedPassages).Rate(Passages(question, state));

    // A question that goes on from the one before is often answered by what was quoted then.
    private static List<Passage> Passages(Question question, ResearchState state) =>
        question.Borrowed.Count == 0 ? state.Passages
            : [.. state.Passages, .. state.Quoted.Where(quoted => state.Passages.TrueForAll(passage => passage.Source != quoted.Source || passage.Heading != quoted.Heading))];

    private static bool Answers(Quote quote, Question question, ResearchState state) =>
        quote.Coverage >= (AnswerContract.IsBinding(question.Asks) ? Enough : EnoughToQuote)
        && !Missing(question, quote.Covered).Any(term => term.IsName && !IsCommon(term, state))
        && !(quote.IsMention && question.Terms.Count(term => !term.IsSoft && !term.IsAction && !term.IsVerb) == 1)
        && (quote.MeetsContract || !AnswerContract.IsBinding(question.Asks));

    private static bool IsCommon(QuestionTerm term, ResearchState state) =>
        term.Count(state.Counts) * CommonPart >= state.IndexedPassages && !state.Divides(term.Own);

    private static PlannedTurn Quoted(Question question, List<Quote> quotes)
    {
        var missing = Missing(question, quotes.SelectMany(quote => quote.Covered).ToHashSet());
        var whole = quotes.Count == 1 && quotes[0].Coverage >= Whole && missing.Count == 0;
        var text = Quotation.Of(
            whole ? "The documents say:" : quotes.Count == 1 ? "The closest passage in the documents:" : "The closest passages in the documents:",
            quotes);
        // "And how do I change it?" turns on the one word that it adds.
        var open = question.Terms.Except(question.Borrowed)
            .Where(term => missing.Contains(term) || (question.Borrowed.Count > 0 && term.IsAction && !quotes.Exists(quote => quote.Covered.Contains(term))))
            .ToList();
        if (open.Count > 0)
            text += $"\n\nWhat I quote says nothing about {Wording.List(open.Select(term => term.Text))}.";

        var thought = whole
            ? $"The passage under \"{Under(quotes[0])}\" has all that the question turns on, so I quote it."
            : missing.Count > 0 ? $"No single passage answers all of it. I quote the closest and say what is left open: {Wording.List(missing.Select(term => term.Text))}."
            : "I quote the closest, best first.";
        return PlannedTurn.Say(thought, text, Quotation.Citations(quotes));
    }

    private static PlannedTurn Nothing(Question question, ResearchState state, Quote? nearest)
    {
        var unknown = question.Terms.Where(term => !term.IsSoft && term.Count(state.Counts) == 0).ToList();
        var missing = nearest is null ? [] : Missing(question, nearest.Covered);
        var about = missing.Count > 0 ? missing : question.Terms;

        var subject = Wording.List(about.Select(term => term.Text));
        var text = new StringBuilder(
            nearest is not null && missing.Count == 0 ? $"I found passages with {subject}, but nothing that answers the question{Lacking(question, nearest)}."
            : about.Count < question.Terms.Count ? $"I found nothing about {subject} in the documents that also fits the rest of the question."
            : $"I found nothing about {subject} in the documents.");
        if (unknown.Count > 0)
            text.Append(unknown.SequenceEqual(about) ? unknown.Count == 1 ? " They never mention it." : " They never mention them." : $" They never mention {Wording.List(unknown.Select(term => term.Text))}.");
        if (nearest is { Covered.Count: > 0 })
            text.Append($" The nearest passage is {Quotation.Title(nearest.Passage)}.");
        return PlannedTurn.Say("What I found does not answer the question, so I say so instead of guessing.", text.ToString());
    }

    private static string Lacking(Question question, Quote nearest) =>
        AnswerContract.IsBinding(question.Asks) && !nearest.MeetsContract ? $": they give no {AnswerContract.NameOf(question.Asks)}" : "";

    private static List<QuestionTerm> Missing(Question question, IReadOnlySet<QuestionTerm> covered) =>
        [.. question.Terms.Where(term => term.IsMissed && !covered.Contains(term))];

    private static string Under(Quote quote) => quote.Passage.Heading.Length > 0 ? quote.Passage.Heading : quote.Passage.Source;
}
