using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Clients;
using Reasoning.Application.Connections.GetConnections;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Connections;

public sealed class GetConnectionsQueryHandlerTests
{
    [Fact]
    public async Task Handle_WhenSessionsRepeat_CountsConnectionsAndNamesSessionsOnce()
    {
        var directory = new Mock<IConnectionDirectory>();
        directory.Setup(connections => connections.Sessions)
            .Returns([Some.Key("b"), Some.Key("a"), Some.Key("b"), Some.Key("Z"), Some.Key("_")]);

        var overview = await new GetConnectionsQueryHandler(directory.Object, new FakeTimeProvider(Some.Time))
            .Handle(new GetConnectionsQuery(), Test.Token);

        Assert.Equal(5, overview.ActiveConnections);
        Assert.Equal(["Z", "_", "a", "b"], overview.SessionIds);
        Assert.Equal(Some.Time, overview.Timestamp);
    }
}
