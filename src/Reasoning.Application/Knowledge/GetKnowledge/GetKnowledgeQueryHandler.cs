using MediatR;

namespace Reasoning.Application.Knowledge.GetKnowledge;

internal sealed class GetKnowledgeQueryHandler(IKnowledgeIndex index) : IRequestHandler<GetKnowledgeQuery, KnowledgeStatus>
{
    public Task<KnowledgeStatus> Handle(GetKnowledgeQuery request, CancellationToken cancellationToken) =>
        index.GetStatusAsync(cancellationToken);
}
