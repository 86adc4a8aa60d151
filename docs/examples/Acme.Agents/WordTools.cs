using System.ComponentModel;
using Microsoft.Extensions.AI;
using Reasoning.Application.Agents.Loop;

namespace Acme.Agents;

/// <summary>A tool for any agent of the server: a definition on a language model names it under <c>Tools</c>.</summary>
public sealed class WordTools : IToolSource
{
    internal const string CountWords = "count_words";
    internal const string Description = "Counts the words of a text.";

    public IReadOnlyList<AIFunction> All { get; } = [AIFunctionFactory.Create(Count, CountWords, Description)];

    internal static int Count([Description("The text.")] string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
