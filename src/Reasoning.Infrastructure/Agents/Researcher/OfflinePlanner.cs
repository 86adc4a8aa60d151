using Microsoft.Extensions.AI;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>
/// Plans research by rules, in the place of a language model. It keeps no state: each turn it works out from the
/// conversation how far it is, so it goes on from any conversation that was stored.
/// </summary>
internal sealed class OfflinePlanner : IChatClient
{
    private const double GoodCoverage = 0.6;
    private const int PassagesToRead = 4;

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = ResearchState.From(messages);
        return Next(state, mayCall: options?.Tools is { Count: > 0 }).ToUpdates(state.Calls).ToAsyncEnumerable();
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private static PlannedTurn Next(ResearchState state, bool mayCall)
    {
        if (Arithmetic.Find(state.Message) is { } sum)
            return Computation(state, sum, mayCall);

        var question = FollowUp.Resolve(state.Messages);
        if (question.Terms.Count == 0)
        {
            return PlannedTurn.Say(
                "The message has no word that I could search for.",
                "I look things up in a folder of documents, without a language model. Ask me about something that may stand there; name it, and I quote what I find.");
        }

        if (state.Failure is { } failure)
            return PlannedTurn.Say("A tool failed, so I cannot go on.", $"I could not finish the search. {failure}");
        if (mayCall && Step(state, question) is { } step)
            return step;

        return Answer.Compose(question, state);
    }

    private static PlannedTurn Computation(ResearchState state, string sum, bool mayCall)
    {
        if (state.Failure is { } failure)
            return PlannedTurn.Say("The calculator refuses.", $"{sum} cannot be computed: {failure}");
        if (state.Calculation is { } value)
            return PlannedTurn.Say("The calculator has the result.", $"{sum} = {value}");
        return mayCall
            ? PlannedTurn.Call("That is arithmetic: no document is needed, the calculator is exact.", (ResearchTools.Calculate, "expression", sum))
            : PlannedTurn.Say("I may call no tool.", $"I could not compute {sum}.");
    }

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

    // Search; search once more with other words if that found little; read the best.
    private static PlannedTurn? Step(ResearchState state, Question question)
    {
        if (state.Searches.Count == 0)
        {
            return PlannedTurn.Call(
                $"{Subject(question)} I search the documents for that.",
                (ResearchTools.Search, "query", question.Query));
        }

        var best = state.Hits.Select(hit => hit.Coverage).DefaultIfEmpty().Max();
        if (state.Searches.Count == 1 && !state.HasRead && best < GoodCoverage && question.HasSynonyms)
        {
            var reason = best == 0 ? "No passage has any of these words" : $"The best passage covers only {best * 100:0} % of the question";
            return PlannedTurn.Call(
                $"{reason}. I search once more, with other words for the same things.",
                (ResearchTools.Search, "query", question.WithSynonyms().Query));
        }

        var toRead = state.Hits.Take(PassagesToRead).ToList();
        if (state.HasRead || toRead.Count == 0)
            return null;
        var rarest = question.Terms.Where(term => term.Count(state.Counts) > 0).MinBy(term => term.Count(state.Counts));
        var why = rarest is null ? "" : $" The rarest word, \"{rarest.Text}\", is in {rarest.Count(state.Counts)} of {state.Searches[^1].Passages} passages.";
        return PlannedTurn.Call(
            $"The best passage covers {best * 100:0} % of the question.{why} I read the first {toRead.Count} whole: an excerpt is no evidence.",
            [.. toRead.Select(hit => (ResearchTools.Read, "id", (object)hit.Id))]);
    }
}
