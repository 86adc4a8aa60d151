using System.ComponentModel;
using Microsoft.Extensions.AI;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Calculations;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>What a researcher, with a language model or without, can do.</summary>
internal sealed class ResearchTools
{
    public const string Search = "search_documents";
    public const string Read = "read_passage";
    public const string Calculate = "calculator";

    public const int Hits = 10;

    private const int MaxSectionCharacters = 5000;

    private readonly IKnowledgeIndex _index;

    public ResearchTools(IKnowledgeIndex index)
    {
        _index = index;
        All =
        [
            Tool(SearchAsync, Search, "Searches the documents. Returns the best passages, with their ids."),
            Tool(ReadAsync, Read, "Reads a passage that a search has found, with what stands before and after it under the same heading."),
            Tool(Compute, Calculate, "Computes + - * / % ^ and parentheses, exactly."),
        ];
    }

    public IReadOnlyList<AIFunction> All { get; }

    public IReadOnlyList<ToolDescriptor> Descriptors => [.. All.Select(tool => new ToolDescriptor(tool.Name, tool.Description))];

    private static AIFunction Tool(Delegate method, string name, string description) =>
        AIFunctionFactory.Create(
            method,
            new AIFunctionFactoryOptions { Name = name, Description = description, AdditionalProperties = RepeatableTool.Mark });

    private Task<string> SearchAsync(
        [Description("Key words, and \"exact phrases\" in quotes. A passage needs any of them.")] string query,
        CancellationToken cancellationToken) =>
        Available(async () => PassageText.Write(await _index.SearchAsync(query, Hits, cancellationToken)));

    private Task<string> ReadAsync(
        [Description("The number in brackets in a search result.")] long id,
        CancellationToken cancellationToken) =>
        Available(async () => await _index.ReadAsync(id, cancellationToken) is { } passage
            ? PassageText.Write(passage with { Text = Around(passage, await _index.ReadSectionAsync(passage.Source, passage.Heading, cancellationToken)) })
            : throw new ToolException($"There is no passage {id}."));

    // What follows first: a passage explains what comes after it more often than what came before.
    private static string Around(Passage passage, IReadOnlyList<Passage> section)
    {
        var at = section.ToList().FindIndex(each => each.Id == passage.Id);
        if (at < 0)
            return passage.Text;
        var (first, last, length) = (at, at, passage.Text.Length);
        while (last + 1 < section.Count && length + section[last + 1].Text.Length <= MaxSectionCharacters)
            length += section[++last].Text.Length;
        while (first > 0 && length + section[first - 1].Text.Length <= MaxSectionCharacters)
            length += section[--first].Text.Length;
        return string.Join("\n\n", section.Skip(first).Take(last - first + 1).Select(each => each.Text));
    }

    private static string Compute([Description("For example (2 + 3) * 4.5")] string expression) => Calculator.Compute(expression);

    private static async Task<string> Available(Func<Task<string>> ask)
    {
        try
        {
            return await ask();
        }
        catch (KnowledgeUnavailableException exception)
        {
            throw new ToolException(exception.Message, exception);
        }
    }
}
