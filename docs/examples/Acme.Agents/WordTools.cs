using System.ComponentModel;
using Microsoft.Extensions.AI;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;

namespace Acme.Agents;

/// <summary>A tool for any agent of the server: a definition on a language model names it under <c>Tools</c>.</summary>
public sealed class WordTools : IToolSource
{
    internal const string CountWords = "count_words";

    /// <summary>It changes nothing: a call that a crash cut short is made again.</summary>
    internal static AIFunction Counter { get; } = AIFunctionFactory.Create(
        Count,
        new AIFunctionFactoryOptions
        {
            Name = CountWords,
            Description = "Counts the words of a text.",
            AdditionalProperties = ToolEffects.Declare(ToolEffect.ReadOnly),
        });

    public IReadOnlyList<AIFunction> All { get; } = [Counter];

    internal static int Count([Description("The text.")] string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
