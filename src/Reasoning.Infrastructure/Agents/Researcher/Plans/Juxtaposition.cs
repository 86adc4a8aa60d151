using Reasoning.Infrastructure.Agents.Researcher.Answers;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.Infrastructure.Agents.Researcher.Plans;

/// <summary>Answers a question that compares two things: searches for both together and for each, and quotes both.</summary>
internal static class Juxtaposition
{
    private const int PassagesOfEach = 4;

    public static PlannedTurn Next(ResearchState state, Question question, bool mayCall) =>
        (mayCall ? Step(state, question) : null) ?? Answer.Juxtapose(question, state);

    private static PlannedTurn? Step(ResearchState state, Question question)
    {
        if (state.Searches.Count == 0)
        {
            return PlannedTurn.Call(
                $"This compares {Wording.List(question.Sides.Select(side => side.Name))}. I search for both together, and for each.",
                [.. question.Sides.Prepend(question).Select(each => (ResearchTools.Search, "query", (object)each.Query))]);
        }

        var toRead = state.Searches.SelectMany(search => ResearchState.Sections(search.Hits).Take(PassagesOfEach)).DistinctBy(hit => hit.Source).ToList();
        return state.HasRead || toRead.Count == 0
            ? null
            : PlannedTurn.Call(
                $"I read the best passages of each search, {toRead.Count} in all.",
                [.. toRead.Select(hit => (ResearchTools.Read, "id", (object)hit.Id))]);
    }
}
