using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>A server that goes away and comes back, in the middle of the work.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private const int Appends = 150;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private PostgresServer _server = null!;
    private NpgsqlDataSource _source = null!;
    private PostgresSessionStore _store = null!;
    private int _outages;
    private int _stored;

    public async ValueTask InitializeAsync()
    {
        var server = await SharedPostgres.StartAnotherAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Missing);
        _server = server;
        _source = PostgresDataSource.Create(server.ConnectionString);
        _store = new PostgresSessionStore(new PostgresDatabase(_source), TextFrameHeader.Instance);
        await CreateStart().StartingAsync(Test.Token);
    }

    [Fact]
    public async Task Append_WhenTheServerIsStoppedAndStarted_LosesNothingAndStoresNothingTwice()
    {
        var work = Task.WhenAll(Enumerable.Range(0, 8).Select(FillAsync));
        await Test.UntilAsync(() => _stored > 100);
        await _server.StopAsync();
        await Test.UntilAsync(() => _outages >= 8);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.OpenAsync(Some.Session, Test.Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _store.GetUnfinishedSessionsAsync(Test.Token));
        await _server.StartAsync();

        await work.InTime();
        await CheckAsync(sessions: 8);
    }

    [Fact]
    public async Task Append_WhenConnectionsAreKilledAgainAndAgain_LosesNothingAndStoresNothingTwice()
    {
        var work = Task.WhenAll(Enumerable.Range(0, 8).Select(FillAsync));
        await using var killer = new NpgsqlConnection(_server.ConnectionString);
        await killer.OpenAsync(Test.Token);
        var killed = 0L;

        // Not for ever: on a slow machine a connection might never live long enough to be of use.
        for (var round = 0; round < 100 && !work.IsCompleted; round++)
        {
            await using var kill = new NpgsqlCommand(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'Reasoning'", killer);
            killed += await kill.ExecuteScalarAsync(Test.Token) as long? ?? 0;
            await Task.Delay(Pause, TimeProvider.System, Test.Token);
        }

        await work.InTime();
        Assert.NotEqual(0, killed);
        await CheckAsync(sessions: 8);
    }

    [Fact]
    public async Task Start_WhenTheServerComesLater_WaitsForIt()
    {
        await _server.StopAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => CreateStart(timeout: TimeSpan.Zero).StartingAsync(Test.Token));
        var start = CreateStart().StartingAsync(Test.Token);
        Assert.False(start.IsCompleted);
        await _server.StartAsync();

        await start.InTime();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }

    private PostgresStart CreateStart(TimeSpan? timeout = null)
    {
        var storage = Options.Create(new StorageOptions { StartTimeout = timeout ?? TimeSpan.FromMinutes(1) });
        var schema = new PostgresSchema(
            Options.Create(new PostgresStoreOptions { ConnectionString = _server.ConnectionString }), storage, NullLogger<PostgresSchema>.Instance);
        return new PostgresStart(schema, storage, TimeProvider.System, NullLogger<PostgresStart>.Instance);
    }

    private static SessionKey Session(int number) => Some.Key($"session-{number}");

    private async Task FillAsync(int number)
    {
        var owner = await RepeatAsync(() => _store.OpenAsync(Session(number), Test.Token).AsTask());
        for (var seq = 1; seq <= Appends; seq++)
        {
            var frame = Encoding.ASCII.GetBytes($"e{seq}");
            var append = new SessionAppend(owner.Epoch, new EventBatch(seq, frame, [frame.Length]), []);
            await RepeatAsync(async () =>
            {
                await _store.AppendAsync(Session(number), owner.Term, append, Test.Token);
                return true;
            });
            Interlocked.Increment(ref _stored);
        }
    }

    private async Task<T> RepeatAsync<T>(Func<Task<T>> work)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (StoreUnavailableException)
            {
                Interlocked.Increment(ref _outages);
            }

            await Task.Delay(Pause, TimeProvider.System, Test.Token);
        }
    }

    private async Task CheckAsync(int sessions)
    {
        for (var number = 0; number < sessions; number++)
        {
            var events = (await _store.ReadAsync(Session(number), after: 0, upTo: Appends + 1, maxBytes: 1_000_000, Test.Token)).Events!;
            Assert.Equal((1L, Appends), (events.FirstSeq, events.Count));
            for (var seq = 1; seq <= Appends; seq++)
                Assert.Equal($"e{seq}", Encoding.ASCII.GetString(events.Frame(seq).Span));
        }
    }
}
