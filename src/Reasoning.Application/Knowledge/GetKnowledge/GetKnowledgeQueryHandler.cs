using MediatR;

namespace Reasoning.Application.Knowledge.GetKnowledge;

internal sealed class GetKnowledgeQueryHandler(IKnowledgeIndex index, IExampleQuestions examples) : IRequestHandler<GetKnowledgeQuery, KnowledgeOverview>
{
    public async Task<KnowledgeOverview> Handle(GetKnowledgeQuery request, CancellationToken cancellationToken) =>
        new(await index.GetStatusAsync(cancellationToken), await examples.ListAsync(cancellationToken));
}
