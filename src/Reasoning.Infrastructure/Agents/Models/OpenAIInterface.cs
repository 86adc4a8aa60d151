namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>OpenAI's interfaces to its models.</summary>
internal enum OpenAIInterface
{
    /// <summary>Chat completions: every model has it, but it does not tell what a model thinks.</summary>
    Chat,

    /// <summary>Responses, for models that think: it tells a summary of their thoughts.</summary>
    Responses,
}
