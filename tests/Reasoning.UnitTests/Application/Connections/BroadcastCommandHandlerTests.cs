using Moq;
using Reasoning.Application.Clients;
using Reasoning.Application.Connections.Broadcast;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Connections;

public sealed class BroadcastCommandHandlerTests
{
    [Fact]
    public async Task Handle_WhenAsked_SendsTheSameBytesAndCountsWhoHadRoom()
    {
        ReadOnlyMemory<byte> message = "{}"u8.ToArray();
        var notifier = new Mock<IClientNotifier>(MockBehavior.Strict);
        notifier.Setup(clients => clients.Broadcast(message)).Returns(3);

        Assert.Equal(3, await new BroadcastCommandHandler(notifier.Object).Handle(new BroadcastCommand(message), Test.Token));
    }
}
