using Microsoft.Extensions.AI;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Answers;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>How far the research is, read from the conversation and from nowhere else.</summary>
internal sealed class ResearchState
{
    private const string ErrorPrefix = "Error: ";

    private ResearchState(IReadOnlyList<string> messages) => Messages = messages;

    /// <summary>What the user has asked in this session so far, the question of now last.</summary>
    public IReadOnlyList<string> Messages { get; }

    public string Message => Messages.Count == 0 ? "" : Messages[^1];

    /// <summary>What the answer before this question quoted.</summary>
    public IReadOnlyList<Passage> Quoted { get; private set; } = [];

    public List<KnowledgeSearch> Searches { get; } = [];

    public List<Passage> Passages { get; } = [];

    /// <summary>What a tool has computed.</summary>
    public string? Calculation { get; private set; }

    /// <summary>What a tool said that could not do its work.</summary>
    public string? Failure { get; private set; }

    public int Calls { get; private set; }

    /// <summary>Passages were read after the last search.</summary>
    public bool HasRead { get; private set; }

    /// <summary>How many passages have each term, over all searches.</summary>
    public Dictionary<string, int> Counts => Searches
        .SelectMany(search => search.Terms)
        .DistinctBy(count => count.Term)
        .ToDictionary(count => count.Term, count => count.Passages, StringComparer.Ordinal);

    /// <summary>How many passages were searched.</summary>
    public int IndexedPassages => Searches.Select(search => search.Passages).DefaultIfEmpty().Max();

    /// <summary>The first hits of the last search, then those of the ones before, each once.</summary>
    public IEnumerable<PassageHit> Hits => Searches.AsEnumerable().Reverse().SelectMany(search => search.Hits).DistinctBy(hit => hit.Id);

    /// <summary>The best hit of each section that was not read yet.</summary>
    public IEnumerable<PassageHit> Unread =>
        Sections(Hits).Where(hit => Passages.TrueForAll(passage => PassageText.Title(passage.Source, passage.Heading) != hit.Source));

    /// <summary>It is part of a folder's or a file's name: what stands elsewhere is about something else.</summary>
    public bool Divides(SearchTerm name) => Hits.Any(hit => IsUnder(hit, name));

    /// <summary>The document's path has the name.</summary>
    public static bool IsUnder(PassageHit hit, SearchTerm name) => new Subject(hit.Source.Split(" › ", 2)[0], "").Has(name);

    /// <summary>One hit of each section: what stands under one heading is read together.</summary>
    public static IEnumerable<PassageHit> Sections(IEnumerable<PassageHit> hits) => hits.DistinctBy(hit => hit.Source);

    public static ResearchState From(IEnumerable<ChatMessage> messages)
    {
        List<ChatMessage> all = [.. messages];
        var asked = all.FindLastIndex(message => message.Role == ChatRole.User);
        var state = new ResearchState([.. all.Where(message => message.Role == ChatRole.User).Select(message => message.Text)]);

        state.Quoted = asked <= 0 ? [] : [.. Quotation.Read(all.Take(asked).LastOrDefault(message => message.Role == ChatRole.Assistant)?.Text ?? "")];

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var content in all.Skip(asked + 1).SelectMany(message => message.Contents))
        {
            if (content is FunctionCallContent call)
                state.Called(names[call.CallId] = call.Name);
            else if (content is FunctionResultContent result && names.TryGetValue(result.CallId, out var name))
                state.Returned(name, result.Result as string ?? result.Result?.ToString() ?? "");
        }

        return state;
    }

    private void Called(string name)
    {
        Calls++;
        HasRead = name == ResearchTools.Read || (HasRead && name != ResearchTools.Search);
    }

    private void Returned(string name, string text)
    {
        if (text.StartsWith(ErrorPrefix, StringComparison.Ordinal))
            Failure = text[ErrorPrefix.Length..];
        else if (name is ResearchTools.Calculate or ResearchTools.Dates or ResearchTools.Units)
            Calculation = text;
        else if (name == ResearchTools.Search && PassageText.ReadSearch(text) is { } search)
            Searches.Add(search);
        else if (name == ResearchTools.Read && PassageText.ReadPassage(text) is { } passage)
            Passages.Add(passage);
    }
}
