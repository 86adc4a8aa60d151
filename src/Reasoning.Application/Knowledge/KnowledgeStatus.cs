namespace Reasoning.Application.Knowledge;

/// <summary>What can be searched at this moment.</summary>
/// <param name="IsReady">Whether questions are answered at once; else the index is still being built.</param>
/// <param name="Documents">Documents in the index; while it is being built, those read so far.</param>
/// <param name="Passages">Passages in the index.</param>
public sealed record KnowledgeStatus(bool IsReady, int Documents, int Passages);
