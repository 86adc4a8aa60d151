using System.Text.Json;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Clients;
using Reasoning.Application.Connections.Ping;
using Reasoning.Application.Connections.Pong;
using Reasoning.Application.Runs.InterruptRuns;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.IntegrationTests.Golden;

/// <summary>Messages as clients send them, and the commands that they are.</summary>
public sealed class ClientMessageTests
{
    private const string Folder = "client";

    private static readonly SessionKey Session = new(TenantId.Default, SessionId.Parse("user-1"));
    private static readonly ConnectionId Connection = new(Guid.Parse("11111111-2222-3333-4444-555555555555"));

    private static readonly Dictionary<string, object> Commands = new()
    {
        ["chat"] = new SendChatCommand(Session, "Hello", "default-agent", EnableReasoning: true, IdempotencyKey: null, Asker: null),
        ["chat.full"] = new SendChatCommand(Session, "Grüße 😀", "summarizer", EnableReasoning: false, IdempotencyKey: null, new Asker(Connection, "m1")),
        ["chat.nulls"] = new SendChatCommand(Session, null, "default-agent", EnableReasoning: true, IdempotencyKey: null, Asker: null),
        ["chat.unknown_members"] = new SendChatCommand(Session, "Hello", "default-agent", EnableReasoning: true, IdempotencyKey: null, Asker: null),
        ["interrupt"] = new InterruptRunsCommand(Session, null, Client(null)),
        ["interrupt.run"] = new InterruptRunsCommand(Session, "0198f3c27a10700080000123456789ab", Client("m1")),
        ["ping"] = new PingCommand(Client(null), null),
        ["ping.beside_type"] = new PingCommand(Client(null), "1735948800"),
        ["ping.both"] = new PingCommand(Client("m1"), "2"),
        ["ping.exotic"] = new PingCommand(Client(null), "-1.50E+400"),
        ["pong"] = new PongCommand(Client(null)),
        ["pong.payload"] = new PongCommand(Client("m1")),
    };

    public static TheoryData<string> Names => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Parse_WhenAClientSendsIt_GivesItsCommand(string name)
    {
        using var document = JsonDocument.Parse(GoldenFile.Read(Folder, name));
        var root = document.RootElement;
        var id = root.TryGetProperty("id", out var member) ? member.GetString() : null;
        var type = WireTypes.All[root.GetProperty("type").GetString()!];
        var mediator = new RecordingMediator();
        await type.SendAsync(new WireRequest(root, Session, Connection, id, "default-agent"), mediator, TestContext.Current.CancellationToken);

        var expected = Commands[name];
        Assert.IsType(type.Command, mediator.Sent);
        if (expected is SendChatCommand { Asker: var asker } expectedChat && mediator.Sent is SendChatCommand chat)
        {
            // Whoever asks is somebody, not a value: compared by what it is made of.
            Assert.Equal((asker?.Connection, asker?.ReplyTo), (chat.Asker?.Connection, chat.Asker?.ReplyTo));
            Assert.Equal(expectedChat with { Asker = null }, chat with { Asker = null });
        }
        else
        {
            Assert.Equal(expected, mediator.Sent);
        }
    }

    [Fact]
    public void Golden_WhenItIsComplete_HasAFileForEveryMessageAndNoOther() =>
        Assert.Equal(Commands.Keys.Order(StringComparer.Ordinal), GoldenFile.Names(Folder));

    [Fact]
    public void Golden_WhenItIsComplete_HasEveryTypeThatIsUnderstood() =>
        Assert.Equal(
            WireTypes.All.Keys.Order(StringComparer.Ordinal),
            Commands.Keys.Select(name => name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));

    private static ClientMessage Client(string? id) => new(Session, Connection, id);
}
