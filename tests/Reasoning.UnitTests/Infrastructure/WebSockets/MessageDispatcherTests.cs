using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Reasoning.Application;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Clients;
using Reasoning.Application.Connections.Ping;
using Reasoning.Application.Connections.Pong;
using Reasoning.Application.Runs.InterruptRuns;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets;

public sealed class MessageDispatcherTests : IDisposable
{
    private readonly ConnectionHarness _server = new();
    private readonly Mock<IClientNotifier> _notifier = new();
    private readonly List<IBaseRequest> _commands = [];
    private readonly List<ErrorAnswer> _answers = [];
    private readonly WebSocketConnection _connection;
    private readonly ServiceProvider _provider;
    private readonly MessageDispatcher _dispatcher;

    public MessageDispatcherTests()
    {
        _connection = _server.Create(new FakeSocket());
        _server.OnCommand = (command, _) =>
        {
            _commands.Add(command);
            return Task.CompletedTask;
        };
        _notifier
            .Setup(notifier => notifier.AnswerAsync(_connection.Id, It.IsAny<DirectAnswer>(), It.IsAny<CancellationToken>()))
            .Callback((ConnectionId _, DirectAnswer answer, CancellationToken _) => _answers.Add((ErrorAnswer)answer));
        _provider = new ServiceCollection().AddScoped(_ => _server.Mediator.Object).BuildServiceProvider();
        _dispatcher = new MessageDispatcher(
            _provider.GetRequiredService<IServiceScopeFactory>(), _notifier.Object, new ErrorAnswers(_server.ErrorLog),
            Options.Create(new ConnectionOptions { MaxJsonDepth = 8 }));
    }

    public void Dispose()
    {
        _provider.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("{\"type\":\"ping\"} x", "invalid_json")]
    [InlineData("{'type':'ping'}", "invalid_json")]
    [InlineData("{\"type\":\"ping\",\"payload\":[[[[[[[[[[]]]]]]]]]]}", "invalid_json")]
    [InlineData("[]", "invalid_message")]
    [InlineData("null", "invalid_message")]
    [InlineData("\"ping\"", "invalid_message")]
    [InlineData("{}", "invalid_message")]
    [InlineData("{\"type\":null}", "invalid_message")]
    [InlineData("{\"type\":1}", "invalid_message")]
    [InlineData("{\"type\":\"\\ud800\"}", "invalid_message")]
    [InlineData("{\"type\":\"ping\",\"id\":1}", "invalid_message")]
    [InlineData("{\"type\":\"ping\",\"payload\":[]}", "invalid_message")]
    [InlineData("{\"type\":\"ping\",\"payload\":\"x\"}", "invalid_message")]
    [InlineData("{\"type\":\"ping\",\"payload\":{\"timestamp\":\"1\"}}", "invalid_message")]
    [InlineData("{\"type\":\"ping\",\"timestamp\":{}}", "invalid_message")]
    [InlineData("{\"type\":\"chat\",\"payload\":{\"message\":1}}", "invalid_message")]
    [InlineData("{\"type\":\"chat\",\"payload\":{\"message\":\"x\",\"enable_reasoning\":\"yes\"}}", "invalid_message")]
    [InlineData("{\"type\":\"chat\",\"payload\":{\"message\":\"\\ud800\"}}", "invalid_message")]
    [InlineData("{\"type\":\"chat\",\"payload\":{\"message\":\"x\",\"agent_name\":[]}}", "invalid_message")]
    [InlineData("{\"type\":\"interrupt\",\"payload\":{\"run_id\":7}}", "invalid_message")]
    [InlineData("{\"type\":\"Ping\"}", "unknown_type")]
    [InlineData("{\"type\":\"\"}", "unknown_type")]
    [InlineData("{\"\\ud800\":1,\"type\":\"ping\"}", "invalid_message")]
    [InlineData("{\"type\":\"ping\",\"\\ud800\":1}", "invalid_message")]
    [InlineData("{\"type\":\"chat\",\"payload\":{\"\\udc00\":1,\"message\":\"x\"}}", "invalid_message")]
    public async Task Dispatch_WhenAMessageCannotBeUnderstood_AnswersWithItsCode(string message, string code)
    {
        await DispatchAsync(message);

        Assert.Equal(code, Assert.Single(_answers).Code.Value);
        Assert.Empty(_commands);
        Assert.Empty(_server.ErrorLog.Errors);
    }

    [Fact]
    public async Task Dispatch_WhenTheEnvelopeWasRead_NamesTheMessageItAnswers()
    {
        await DispatchAsync("""{"id":"m1","type":"nonsense"}""");
        await DispatchAsync($$"""{"id":"{{new string('x', 65)}}","type":"ping"}""");

        Assert.Equal(["m1", null], _answers.Select(answer => answer.ReplyTo));
        Assert.Equal(["unknown_type", "invalid_message"], _answers.Select(answer => answer.Code.Value));
    }

    [Fact]
    public async Task Dispatch_WhenChatIsMinimal_FillsInTheDefaults()
    {
        await DispatchAsync("""{"type":"chat","payload":{"message":"Why?","agent_name":null,"unknown":{}}}""");

        Assert.Equal(new SendChatCommand(Some.Session, "Why?", "researcher", true, IdempotencyKey: null, Asker: null), Assert.Single(_commands));
    }

    [Fact]
    public async Task Dispatch_WhenChatIsFull_TakesEverythingAndRemembersWhoAsked()
    {
        await DispatchAsync("""{"type":"chat","id":"m1","payload":{"message":"Why?","agent_name":"load","enable_reasoning":false}}""");

        var command = Assert.IsType<SendChatCommand>(Assert.Single(_commands));
        Assert.Equal(("load", false), (command.AgentName, command.EnableReasoning));
        Assert.Equal((_connection.Id, "m1"), (command.Asker!.Connection, command.Asker.ReplyTo));
    }

    [Fact]
    public async Task Dispatch_WhenChatHasNoPayload_LeavesTheVerdictToTheValidator()
    {
        await DispatchAsync("""{"type":"chat"}""");

        Assert.Null(Assert.IsType<SendChatCommand>(Assert.Single(_commands)).Message);
    }

    [Theory]
    [InlineData("{\"type\":\"ping\"}", null)]
    [InlineData("{\"type\":\"ping\",\"timestamp\":1.50}", "1.50")]
    [InlineData("{\"type\":\"ping\",\"payload\":{\"timestamp\":2e3},\"timestamp\":1}", "2e3")]
    [InlineData("{\"type\":\"ping\",\"payload\":{\"timestamp\":null},\"timestamp\":1}", "1")]
    [InlineData("{\"type\":\"ping\",\"payload\":null,\"timestamp\":-1}", "-1")]
    public async Task Dispatch_WhenPinged_FindsTheTimestampAsItWasWritten(string message, string? timestamp)
    {
        await DispatchAsync(message);

        Assert.Equal(new PingCommand(Client(null), timestamp), Assert.Single(_commands));
    }

    [Fact]
    public async Task Dispatch_WhenPongOrInterrupt_AddsWhatTheServerKnows()
    {
        await DispatchAsync("""{"type":"pong","id":"a"}""");
        await DispatchAsync("""{"type":"interrupt","id":"b","payload":{"run_id":"r"}}""");
        await DispatchAsync("""{"type":"interrupt"}""");

        Assert.Equal(
            [new PongCommand(Client("a")), new InterruptRunsCommand(Some.Session, "r", Client("b")), new InterruptRunsCommand(Some.Session, null, Client(null))],
            _commands);
    }

    [Fact]
    public async Task Dispatch_WhenAPayloadClaimsToBeSomebody_IsNotBelieved()
    {
        await DispatchAsync("""{"type":"pong","session_id":"other","payload":{"session_id":"other","connection_id":"x"}}""");

        Assert.Equal(new PongCommand(Client(null)), Assert.Single(_commands));
    }

    [Fact]
    public async Task Dispatch_WhenTheHandlerFails_AnswersOnce()
    {
        _server.OnCommand = (_, _) => throw RequestRefusedException.Busy();
        await DispatchAsync("""{"type":"ping","id":"m1"}""");

        Assert.Equal(("m1", ErrorCode.Busy), (Assert.Single(_answers).ReplyTo, _answers[0].Code));
    }

    [Fact]
    public async Task Dispatch_WhenTheConnectionIsGone_AnswersNobody()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        _server.OnCommand = (_, token) => Task.FromCanceled(token);
        await _dispatcher.DispatchAsync(_connection, """{"type":"ping"}"""u8.ToArray(), gone.Token);

        Assert.Empty(_answers);
    }

    [Fact]
    public void WireTypes_WhenAskedForCommands_AreTotal()
    {
        var commands = typeof(IClientCommand).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IClientCommand)))
            .Concat([typeof(SendChatCommand), typeof(InterruptRunsCommand)]);

        Assert.Equal(
            commands.Select(type => type.Name).Order(StringComparer.Ordinal),
            WireTypes.All.Values.Select(type => type.Command.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["chat", "interrupt", "ping", "pong"], WireTypes.All.Keys.Order(StringComparer.Ordinal));
    }

    private ClientMessage Client(string? id) => new(Some.Session, _connection.Id, id);

    private Task DispatchAsync(string message) => _dispatcher.DispatchAsync(_connection, Encoding.UTF8.GetBytes(message), Test.Token);
}
