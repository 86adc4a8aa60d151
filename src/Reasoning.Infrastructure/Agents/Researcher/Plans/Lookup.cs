using Reasoning.Infrastructure.Agents.Researcher.Answers;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.Infrastructure.Agents.Researcher.Plans;

/// <summary>Search; search once more with other words if that found little; read the best; quote or say that it is not there.</summary>
internal static class Lookup
{
    private const double GoodCoverage = 0.65;
    private const int PassagesToRead = 12;

    public static PlannedTurn Next(ResearchState state, Question question, bool mayCall) =>
        (mayCall ? Step(state, question) : null) ?? Answer.Compose(question, state);

    private static PlannedTurn? Step(ResearchState state, Question question)
    {
        if (state.Searches.Count == 0)
        {
            return PlannedTurn.Call(
                $"{Subject(question)} I search the documents for that.",
                (ResearchTools.Search, "query", question.Query));
        }

        var best = state.Hits.Select(hit => hit.Coverage).DefaultIfEmpty().Max();
        var canWiden = state.Searches.Count == 1 && question.HasSynonyms;
        if (state.HasRead)
            return canWiden && Answer.Shortfall(question, state) is { } shortfall ? Widen(question, shortfall) : null;
        if (canWiden && best < GoodCoverage)
            return Widen(question, !state.Hits.Any() ? "No passage has any of these words" : $"The best passage covers only {best * 100:0} % of the question");

        // "In PostgreSQL": its own documents first.
        List<QuestionTerm> names = [.. question.Terms.Where(term => term.IsName && state.Divides(term.Own))];
        var toRead = state.Unread.OrderBy(hit => names.Count(name => !ResearchState.IsUnder(hit, name.Own))).Take(PassagesToRead).ToList();
        if (toRead.Count == 0)
            return null;
        var rarest = question.Terms.Where(term => term.Count(state.Counts) > 0).MinBy(term => term.Count(state.Counts));
        var why = rarest is null ? "" : $" The rarest word, \"{rarest.Text}\", is in {rarest.Count(state.Counts)} of {state.Searches[^1].Passages} passages.";
        return PlannedTurn.Call(
            $"The best passage covers {best * 100:0} % of the question.{why} I read the {toRead.Count} best sections: an excerpt is no evidence.",
            [.. toRead.Select(hit => (ResearchTools.Read, "id", (object)hit.Id))]);
    }

    private static PlannedTurn Widen(Question question, string reason) => PlannedTurn.Call(
        $"{reason}. I search once more, with other words for the same things.",
        (ResearchTools.Search, "query", question.WideQuery));

    private static string Subject(Question question)
    {
        var subject = $"The question turns on {Wording.List(question.Terms.Except(question.Borrowed).Select(term => term.Text))}";
        if (question.Borrowed.Count == 0)
            return $"{subject}.";
        var borrowed = Wording.List(question.Borrowed.Select(term => term.Text));
        return question.Borrowed.Count == question.Terms.Count
            ? $"This goes on from what was asked before: {borrowed}."
            : $"This goes on from what was asked before, {borrowed}. {subject}.";
    }
}
