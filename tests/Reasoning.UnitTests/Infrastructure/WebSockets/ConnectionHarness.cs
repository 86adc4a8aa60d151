using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.ServerSentEvents;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Application.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets;

/// <summary>Connections as the server composes them, over sockets, a mediator and sessions that a test scripts.</summary>
internal sealed class ConnectionHarness : IDisposable
{
    private readonly ServiceProvider _provider;
    private readonly WebSocketServices _services;

    public ConnectionHarness()
    {
        Sessions
            .Setup(sessions => sessions.AttachAsync(It.IsAny<SessionReader>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((SessionReader reader, CancellationToken _) =>
            {
                reader.Attach(Log.LastSeq);
                return new SessionAttachment(new LogExtent(new Epoch("e"), 1, Log.LastSeq), []);
            });
        Mediator
            .Setup(mediator => mediator.Send(It.IsAny<IRequest<Unit>>(), It.IsAny<CancellationToken>()))
            .Returns(async (IRequest<Unit> command, CancellationToken token) =>
            {
                await OnCommand(command, token);
                return Unit.Value;
            });
        Mediator
            .Setup(mediator => mediator.Send(It.IsAny<IRequest<StartedRun>>(), It.IsAny<CancellationToken>()))
            .Returns(async (IRequest<StartedRun> command, CancellationToken token) =>
            {
                await OnCommand(command, token);
                return new StartedRun(Some.Run, Duplicate: false);
            });
        Mediator
            .Setup(mediator => mediator.Send(It.IsAny<IRequest<IReadOnlyList<RunId>>>(), It.IsAny<CancellationToken>()))
            .Returns(async (IRequest<IReadOnlyList<RunId>> command, CancellationToken token) =>
            {
                await OnCommand(command, token);
                return [];
            });
        _provider = new ServiceCollection().AddScoped(_ => Mediator.Object).BuildServiceProvider();

        Registry = new ConnectionRegistry(Microsoft.Extensions.Options.Options.Create(Options), Metrics.Reasoning);
        var encoder = new DirectEncoder(Microsoft.Extensions.Options.Options.Create(Options));
        Notifier = new WebSocketNotifier(Sessions.Object, Registry, encoder);
        var dispatcher = new MessageDispatcher(
            _provider.GetRequiredService<IServiceScopeFactory>(), Notifier, new ErrorAnswers(ErrorLog),
            Microsoft.Extensions.Options.Options.Create(Options));
        _services = new WebSocketServices(
            Sessions.Object, Log, dispatcher, Registry, encoder, State,
            Microsoft.Extensions.Options.Options.Create(ReaderOptions), Microsoft.Extensions.Options.Options.Create(Options), Time, ConnectionLog);
        StreamServices = new EventStreamServices(
            Sessions.Object, Log, Registry, encoder, State,
            Microsoft.Extensions.Options.Options.Create(ReaderOptions), Microsoft.Extensions.Options.Options.Create(Options), Time, StreamLog);
    }

    public ConnectionOptions Options { get; } = new() { Max = 3 };

    public ReaderOptions ReaderOptions { get; } = new() { MaxLiveBytes = 1000 };

    public Mock<ISessions> Sessions { get; } = new();

    public Mock<IMediator> Mediator { get; } = new();

    public Func<IBaseRequest, CancellationToken, Task> OnCommand { get; set; } = (_, _) => Task.CompletedTask;

    public DelayedLog Log { get; } = new();

    public FakeTimeProvider Time { get; } = new(Some.Time);

    public Metrics Metrics { get; } = new();

    public ServerState State { get; } = new();

    public ConnectionRegistry Registry { get; }

    public IClientNotifier Notifier { get; }

    public LogRecorder<WebSocketConnection> ConnectionLog { get; } = new();

    public EventStreamServices StreamServices { get; }

    public LogRecorder<EventStreamConnection> StreamLog { get; } = new();

    public LogRecorder<ErrorAnswers> ErrorLog { get; } = new();

    public void Dispose()
    {
        _provider.Dispose();
        Metrics.Dispose();
    }

    public WebSocketConnection Create(FakeSocket socket, SessionKey? session = null)
    {
        socket.LastReceived = Time.GetTimestamp();
        return new WebSocketConnection(session ?? Some.Session, "researcher", socket, _services);
    }

    /// <summary>A connection that has said "connected", and its life.</summary>
    public async Task<(WebSocketConnection Connection, Task Life)> OpenAsync(FakeSocket socket, ResumeRequest? resume = null)
    {
        var connection = Create(socket);
        var life = connection.RunAsync(resume);
        await socket.DoneAsync("\"connected\"").InTime();
        return (connection, life);
    }
}
