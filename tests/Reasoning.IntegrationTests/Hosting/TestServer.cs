using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.ServerSentEvents;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.IntegrationTests.Agents;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Description;

namespace Reasoning.IntegrationTests.Hosting;

/// <summary>A running server, and a look inside it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly ServerFactory _factory;
    private readonly RunGauge _gauge;

    // Found at once: the container is gone when the server has stopped, and its remains are still looked at.
    private readonly LocalSessions _sessions;
    private readonly RunRegistry _runs;
    private bool _hasStopped;

    private TestServer(ServerFactory factory, FakeTimeProvider? clock)
    {
        _factory = factory;
        Clock = clock;
        Services = factory.Services;
        _gauge = new RunGauge(Services.GetRequiredService<IMeterFactory>());
        Store = Services.GetRequiredService<HeldStore>();
        Connections = Services.GetRequiredService<ConnectionRegistry>();
        _sessions = (LocalSessions)Services.GetRequiredService<ISessions>();
        _runs = Services.GetRequiredService<RunRegistry>();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.Single());
        Http = new HttpClient(Described) { BaseAddress = Address, Timeout = Limit.Wait };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public DescribedAnswers Described { get; } = new();

    public IServiceProvider Services { get; }

    /// <summary>The server's time, where it stands still unless the test moves it.</summary>
    public FakeTimeProvider? Clock { get; }

    public RunGauge Gauge => _gauge;

    public HeldStore Store { get; }

    public IReadOnlyCollection<string> Errors => _factory.Log.Errors;

    /// <summary>What it has logged of failures that are not its own.</summary>
    public IReadOnlyCollection<string> Warnings => _factory.Log.Warnings;

    public ConnectionRegistry Connections { get; }

    public static Task<TestServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(clock: null, settings);

    /// <summary>Starts a server whose time stands still.</summary>
    public static Task<TestServer> StartStillAsync(params (string Key, string Value)[] settings) =>
        StartAsync(new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)), settings);

    /// <summary>Starts a server that speaks TLS.</summary>
    public static Task<TestServer> StartSecureAsync(X509Certificate2 certificate) =>
        StartAsync(new ServerFactory([], time: null, certificate), clock: null);

    /// <summary>Starts a server with something before its own pipeline.</summary>
    public static Task<TestServer> StartBehindAsync(IStartupFilter filter) =>
        StartAsync(new ServerFactory([], time: null, filter: filter), clock: null);

    public Task<ChatClient> ConnectAsync(string? session = null, string query = "", Action<ClientWebSocketOptions>? configure = null) =>
        ChatClient.ConnectAsync(Address, session, query, configure);

    public Puppet Puppet(bool ignoresCancellation = false) =>
        _factory.Puppets.Add(new Puppet { IgnoresCancellation = ignoresCancellation });

    /// <summary>Sends a chat to a puppet and waits until it moves. The first event of the run is read.</summary>
    public async Task<(Puppet Puppet, string RunId)> StartPuppetAsync(ChatClient client, bool ignoresCancellation = false)
    {
        var puppet = Puppet(ignoresCancellation);
        await client.ChatAsync(puppet.Message, "puppet");
        var start = await client.NextAsync("reasoning_start");
        await puppet.Started.InTime();
        return (puppet, start.RunId!);
    }

    public IClientConnection Connection(string session) =>
        Connections.All.Single(connection => connection.Session.Id.Value == session);

    public bool IsOpen(string session) => Sessions(_sessions).ContainsKey(Key(session));

    /// <summary>When something has to happen to the session's runs: the end of their time, or of the grace after an interrupt.</summary>
    public DateTimeOffset? Due(string session) =>
        Sessions(_sessions).TryGetValue(Key(session), out var local) ? Core(local)?.Due : null;

    /// <summary>Bytes of events that wait in the queue of each reader of this session.</summary>
    public IReadOnlyList<int> QueuedBytes(string session) =>
        [.. Connections.All.Where(connection => connection.Session.Id.Value == session).Select(connection => LiveBytes(connection.Reader))];

    /// <summary>Whether a write waits for the client to accept data.</summary>
    public static bool IsBlocked(IClientConnection connection) =>
        (connection is EventStreamConnection stream ? stream.BlockedSince : Socket((WebSocketConnection)connection).BlockedSince) is not null;

    public static long LastReceived(IClientConnection connection) => Socket((WebSocketConnection)connection).LastReceived;

    /// <summary>That a session has gone, with its connections and runs, once nobody needs it.</summary>
    public Task HasForgottenAsync(string session) => Limit.UntilAsync(
        () => !IsOpen(session) && !Connections.Sessions.Contains(Key(session)), $"session {session} is forgotten");

    /// <summary>That no connection, session or run is left, and that nothing went wrong inside.</summary>
    public async Task HasNothingLeftAsync()
    {
        await Limit.UntilAsync(
            () => Connections.IsEmpty && Admitted(Connections) == 0 && Sessions(_sessions).IsEmpty && Places(_runs) == 0,
            "the server is empty");

        // A server that has stopped does not count any more.
        if (!_hasStopped)
            await Limit.UntilAsync(() => _gauge is { Active: 0, Abandoned: 0, Connections: 0 }, "the meter has come back to zero");
        Assert.Empty(Errors);
    }

    /// <summary>Shuts down as the program does when it is told to.</summary>
    public Task StopAsync()
    {
        _hasStopped = true;
        return Task.Run(() => Services.GetRequiredService<IHost>().StopAsync(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _gauge.Dispose();
        Store.Release();
        var stop = _factory.DisposeAsync().AsTask();

        // Where time stands still, somebody has to move it for the shutdown.
        if (Clock is { } clock)
            await Limit.UntilAsync(() => stop.IsCompleted, "the server has stopped", () => clock.Advance(TimeSpan.FromMilliseconds(100)));
        await stop.InTime();
    }

    private static Task<TestServer> StartAsync(FakeTimeProvider? clock, (string Key, string Value)[] settings) =>
        StartAsync(new ServerFactory(settings, clock), clock);

    private static async Task<TestServer> StartAsync(ServerFactory factory, FakeTimeProvider? clock)
    {
        await Task.Run(factory.StartServer);
        return new TestServer(factory, clock);
    }

    private static SessionKey Key(string session) => new(TenantId.Default, SessionId.Parse(session));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_sessions")]
    private static extern ref ConcurrentDictionary<SessionKey, LocalSession> Sessions(LocalSessions sessions);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_liveBytes")]
    private static extern ref int LiveBytes(SessionReader reader);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    private static extern ref IMessageSocket Socket(WebSocketConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_core")]
    private static extern ref SessionCore? Core(LocalSession session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_admitted")]
    private static extern ref int Admitted(ConnectionRegistry connections);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_places")]
    private static extern ref int Places(RunRegistry runs);
}
