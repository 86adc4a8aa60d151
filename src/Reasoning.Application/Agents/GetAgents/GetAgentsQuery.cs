using MediatR;

namespace Reasoning.Application.Agents.GetAgents;

/// <summary>Which agents are there, and what can they do?</summary>
public sealed record GetAgentsQuery : IRequest<IReadOnlyList<AgentDescriptor>>;
