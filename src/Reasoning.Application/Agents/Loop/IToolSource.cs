using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>Tools that any agent may be given. Found by itself, wherever it is.</summary>
public interface IToolSource
{
    /// <summary>Each with a name of its own among the tools of all sources.</summary>
    IReadOnlyList<AIFunction> All { get; }
}
