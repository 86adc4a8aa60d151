using System.ComponentModel;
using Microsoft.Extensions.AI;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Calculations;
using Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;
using Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

namespace Reasoning.Infrastructure.Agents.Researcher;

/// <summary>What a researcher, with a language model or without, can do.</summary>
internal sealed class ResearchTools : IToolSource
{
    public const string Search = "search_documents";
    public const string Read = "read_passage";
    public const string Calculate = "calculator";
    public const string Dates = "date_calculator";
    public const string Units = "unit_converter";

    public const int Hits = 20;

    private const int MaxSectionCharacters = 5000;

    private readonly IKnowledgeIndex _index;
    private readonly DateCalculator _dates;

    public ResearchTools(IKnowledgeIndex index, TimeProvider time)
    {
        _index = index;
        _dates = new DateCalculator(time);
        All =
        [
            Tool(SearchAsync, Search, "Searches the documents. Returns the best passages, with their ids."),
            Tool(ReadAsync, Read, "Reads a passage that a search has found, with what stands before and after it under the same heading."),
            Tool(Compute, Calculate, "Computes + - * / % ^ and parentheses, percent, sqrt, abs, round, min, max and pi, in decimals."),
            Tool(
                ComputeDates,
                Dates,
                "Tells the weekday, day of the year and ISO week of a date, the time between two dates, or the date a duration after or before one. Gregorian calendar; today is the day in UTC."),
            Tool(
                ConvertUnits,
                Units,
                "Converts lengths, areas, volumes, masses, temperatures, times, speeds, amounts and rates of data, energies, pressures and angles."),
        ];
    }

    public IReadOnlyList<AIFunction> All { get; }

    public IReadOnlyList<ToolDescriptor> Descriptors => [.. All.Select(ToolDescriptor.Of)];

    private static AIFunction Tool(Delegate method, string name, string description) =>
        AIFunctionFactory.Create(
            method,
            new AIFunctionFactoryOptions { Name = name, Description = description, AdditionalProperties = ToolEffects.Declare(ToolEffect.ReadOnly) });

    private Task<string> SearchAsync(
        [Description("Key words, and \"exact phrases\" in quotes; a passage needs any of them. either|or counts as one term, ~word counts for less.")] string query,
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

    private string ComputeDates(
        [Description("A date: 2024-03-04, 4 March 2024, today, tomorrow or yesterday; or a year alone, to learn whether it is a leap year.")] string from,
        [Description("A second date, for the time between the two. The first day counts, the last does not.")] string? to = null,
        [Description("Instead of a second date a duration: 90 days, -2 weeks, 1 year 2 months.")] string? add = null) =>
        _dates.Compute(from, to, add);

    private static string ConvertUnits(
        [Description("A number with its unit, for example 10 km, 72 F, 3 ft 2 in or 5 GB.")] string from,
        [Description("The unit to convert to, for example mi, C, cm or MiB. MB are megabytes, Mb megabits.")] string to) =>
        UnitConverter.Convert(from, to);

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
