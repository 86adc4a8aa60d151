using Moq;
using Reasoning.Application;
using Reasoning.Application.Agents;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Chat.SendChat;

public sealed class SendChatCommandHandlerTests
{
    private readonly Mock<IAgentCatalog> _agents = new();
    private readonly Mock<ISessions> _sessions = new(MockBehavior.Strict);

    [Fact]
    public async Task Handle_WhenTheAgentIsKnown_StartsARun()
    {
        IAgent? agent = new ScriptedAgent();
        _agents.Setup(agents => agents.TryGet("researcher", out agent)).Returns(true);
        var asker = new Asker(ConnectionId.New(), "m1");
        var start = new StartRun(Some.Session, new RunRequest("researcher", "Why?", EnableReasoning: false), "key", asker);
        _sessions.Setup(sessions => sessions.StartRunAsync(start, Test.Token)).ReturnsAsync(new StartedRun(Some.Run, Duplicate: true));

        var run = await HandleAsync(new SendChatCommand(Some.Session, "Why?", "researcher", EnableReasoning: false, "key", asker));

        Assert.Equal(new StartedRun(Some.Run, Duplicate: true), run);
    }

    [Fact]
    public async Task Handle_WhenTheAgentIsUnknown_StartsNothing()
    {
        var command = new SendChatCommand(Some.Session, "Why?", new string('x', 1000), EnableReasoning: true, IdempotencyKey: null, Asker: null);
        var refused = await Assert.ThrowsAsync<RequestRefusedException>(() => HandleAsync(command));

        Assert.Equal(ErrorCode.AgentNotFound, refused.Code);
        Assert.InRange(refused.Message.Length, 1, 120);
    }

    private async Task<StartedRun> HandleAsync(SendChatCommand command) =>
        await new SendChatCommandHandler(_agents.Object, _sessions.Object).Handle(command, Test.Token);
}
