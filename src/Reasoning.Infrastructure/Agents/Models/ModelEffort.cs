namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>How much a model should think before it answers.</summary>
internal enum ModelEffort
{
    /// <summary>Not at all, where its provider lets it.</summary>
    None,

    Low,

    Medium,

    High,
}
