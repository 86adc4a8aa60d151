using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Reasoning.Application.Runs;
using Reasoning.Application.Runs.ExecuteRun;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>Local sessions as the server composes them, with a store and with work that a test scripts.</summary>
internal sealed class SessionsHarness : IDisposable
{
    private readonly ServiceProvider _provider;
    private readonly ConcurrentDictionary<RunId, TaskCompletionSource> _ends = [];

    public SessionsHarness(RunOptions? options = null, FakeTimeProvider? time = null)
    {
        Time = time ?? new FakeTimeProvider(Some.Time);
        Options = options ?? new RunOptions();
        Work = StandByAsync;
        var mediator = new Mock<IMediator>();
        mediator
            .Setup(sender => sender.Send(It.IsAny<IRequest<Unit>>(), It.IsAny<CancellationToken>()))
            .Returns((IRequest<Unit> command, CancellationToken token) => WorkAsync((ExecuteRunCommand)command, token));
        _provider = new ServiceCollection().AddScoped(_ => mediator.Object).BuildServiceProvider();

        var direct = new DirectEncoder(Microsoft.Extensions.Options.Options.Create(new ConnectionOptions()));
        FanOut = new EventFanOut(direct);
        Registry = new RunRegistry(
            _provider.GetRequiredService<IServiceScopeFactory>(), Microsoft.Extensions.Options.Options.Create(Options), Metrics.Reasoning, Time, RunLog);
        Sessions = new LocalSessions(
            new LocalSessionServices(
                Store,
                Encoder,
                new EventDecoder(),
                FanOut,
                Microsoft.Extensions.Options.Options.Create(Options),
                Microsoft.Extensions.Options.Options.Create(Storage),
                Time,
                SessionLog),
            Registry);
    }

    public RunOptions Options { get; }

    public StorageOptions Storage { get; } = new();

    public FakeTimeProvider Time { get; }

    public ScriptedStore Store { get; } = new();

    public HookedEncoder Encoder { get; } = new();

    public Metrics Metrics { get; } = new();

    public LogRecorder<LocalSession> SessionLog { get; } = new();

    public LogRecorder<RunRegistry> RunLog { get; } = new();

    public EventFanOut FanOut { get; }

    public RunRegistry Registry { get; }

    public LocalSessions Sessions { get; }

    /// <summary>What runs do; by default they wait for <see cref="End"/> or for their cancellation.</summary>
    public Func<ExecuteRunCommand, CancellationToken, Task> Work { get; set; }

    public void Dispose()
    {
        _provider.Dispose();
        Metrics.Dispose();
    }

    public async Task<RunId> StartAsync(SessionKey? session = null, Asker? asker = null) =>
        (await Sessions.StartRunAsync(new StartRun(session ?? Some.Session, Some.Request, IdempotencyKey: null, asker), Test.Token)).Run;

    public async Task<FollowingClient> FollowAsync(SessionKey? session = null, bool wantsDeltas = false)
    {
        var client = new FollowingClient(session ?? Some.Session, Store, wantsDeltas);
        await Sessions.AttachAsync(client.Reader, Test.Token).InTime();
        client.Reader.Start("""{"type":"connected"}"""u8.ToArray(), replayEnd: 0, startAfter: null);
        Assert.Equal("connected", await client.NextTypeAsync());
        return client;
    }

    public ValueTask<bool> SayAsync(RunId run, RunEvent @event, SessionKey? session = null, int attempt = 1) =>
        Sessions.AppendAsync(new RunAddress(session ?? Some.Session, run, attempt), @event, Test.Token);

    /// <summary>A session that is in memory.</summary>
    public LocalSession Local(SessionKey session) => LocalByKey(Sessions)[session];

    /// <summary>Every turn that was asked for has been taken.</summary>
    public bool IsQuiet(SessionKey session) => Volatile.Read(ref Signals(Local(session))) == 0;

    /// <summary>How many wait for the end of a run of this session.</summary>
    public async Task<int> CountEndWaitsAsync(SessionKey session)
    {
        var count = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(Local(session).TryPost(new SessionInput(
            (core, _, _) => count.SetResult(EndWaits(core).Values.Sum(waits => waits.Count)), Ticket: null)));
        return await count.Task.InTime();
    }

    /// <summary>Lets a run's work say that it has completed, and return.</summary>
    public async Task CompleteAsync(RunId run, SessionKey? session = null)
    {
        await SayAsync(run, Some.Completed(), session);
        End(run);
    }

    public void End(RunId run) => Ending(run).TrySetResult();

    /// <summary>Every place is free again; the last one to give its back may be about to.</summary>
    public async Task AssertAllPlacesFreeAsync()
    {
        await Test.UntilAsync(() => TryTake(Options.Max));
        Assert.False(Registry.TryTake());
        for (var place = 0; place < Options.Max; place++)
            Registry.FreePlace();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_sessions")]
    private static extern ref ConcurrentDictionary<SessionKey, LocalSession> LocalByKey(LocalSessions sessions);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_signals")]
    private static extern ref long Signals(LocalSession session);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_endWaits")]
    private static extern ref Dictionary<RunId, List<object>> EndWaits(SessionCore core);

    private bool TryTake(int places)
    {
        for (var taken = 0; taken < places; taken++)
        {
            if (Registry.TryTake())
                continue;
            for (; taken > 0; taken--)
                Registry.FreePlace();
            return false;
        }

        return true;
    }

    private TaskCompletionSource Ending(RunId run) =>
        _ends.GetOrAdd(run, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private Task StandByAsync(ExecuteRunCommand command, CancellationToken token) => Ending(command.Address.Run).Task.WaitAsync(token);

    private async Task<Unit> WorkAsync(ExecuteRunCommand command, CancellationToken token)
    {
        try
        {
            await Work(command, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // As the handler does.
        }

        return Unit.Value;
    }
}
