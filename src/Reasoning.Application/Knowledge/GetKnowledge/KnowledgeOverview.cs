namespace Reasoning.Application.Knowledge.GetKnowledge;

/// <summary>What can be searched at this moment, and what one might ask.</summary>
public sealed record KnowledgeOverview(KnowledgeStatus Status, IReadOnlyList<string> Examples);
