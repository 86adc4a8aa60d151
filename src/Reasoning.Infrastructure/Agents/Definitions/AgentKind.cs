namespace Reasoning.Infrastructure.Agents.Definitions;

/// <summary>What does the work of an agent of the configuration.</summary>
internal enum AgentKind
{
    /// <summary>A language model, on the loop that all agents share.</summary>
    Model,

    /// <summary>A program of somebody's own, which is asked over HTTP.</summary>
    Http,
}
