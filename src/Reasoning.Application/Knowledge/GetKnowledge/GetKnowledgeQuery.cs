using MediatR;

namespace Reasoning.Application.Knowledge.GetKnowledge;

/// <summary>What can be searched at this moment?</summary>
public sealed record GetKnowledgeQuery : IRequest<KnowledgeOverview>;
