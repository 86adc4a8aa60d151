using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Clients;
using Reasoning.Application.Connections.Ping;
using Reasoning.Application.Connections.Pong;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Connections;

public sealed class PingCommandHandlerTests
{
    private readonly Mock<IClientNotifier> _notifier = new(MockBehavior.Strict);

    [Theory]
    [InlineData("1641234567.123", "1641234567.123")]
    [InlineData("1e400", "1e400")]
    [InlineData(null, "1772366400.050")]
    public async Task Handle_WhenPinged_GivesTheTimestampBackOrTheServersOwn(string? timestamp, string answered)
    {
        var client = Some.Client();
        _notifier
            .Setup(notifier => notifier.AnswerAsync(client.Connection, new PongAnswer("m1", answered), Test.Token))
            .Returns(ValueTask.CompletedTask);
        var time = new FakeTimeProvider(Some.Time.AddMilliseconds(50));
        await new PingCommandHandler(_notifier.Object, time).Handle(new PingCommand(client, timestamp), Test.Token);

        _notifier.VerifyAll();
    }

    [Fact]
    public async Task Handle_WhenTheClientSaysPong_NeedsNobody() =>
        await new PongCommandHandler().Handle(new PongCommand(Some.Client()), Test.Token);
}
