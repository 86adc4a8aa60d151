using Moq;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.GetAgents;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Agents;

public sealed class GetAgentsQueryHandlerTests
{
    [Fact]
    public async Task Handle_WhenAsked_GivesTheCatalogue()
    {
        AgentDescriptor[] agents = [Some.Descriptor("a"), Some.Descriptor("b")];
        var catalog = new Mock<IAgentCatalog>();
        catalog.Setup(known => known.Agents).Returns(agents);

        Assert.Same(agents, await new GetAgentsQueryHandler(catalog.Object).Handle(new GetAgentsQuery(), Test.Token));
    }
}
