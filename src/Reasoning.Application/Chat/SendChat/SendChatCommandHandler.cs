using MediatR;
using Reasoning.Application.Agents;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Chat.SendChat;

internal sealed class SendChatCommandHandler(IAgentCatalog agents, ISessions sessions) : IRequestHandler<SendChatCommand, StartedRun>
{
    public Task<StartedRun> Handle(SendChatCommand request, CancellationToken cancellationToken)
    {
        if (!agents.TryGet(request.AgentName, out var agent))
            throw RequestRefusedException.AgentNotFound(request.AgentName);

        var run = new RunRequest(agent.Descriptor.Name, request.Message!, request.EnableReasoning);
        return sessions.StartRunAsync(new StartRun(request.Session, run, request.IdempotencyKey, request.Asker), cancellationToken);
    }
}
