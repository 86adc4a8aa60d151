using Microsoft.Extensions.Options;
using Moq;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.UnitTests.Infrastructure.WebSockets;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Hosting;

public sealed class DrainServiceTests : IDisposable
{
    private readonly ConnectionHarness _server = new();
    private readonly DrainOptions _options = new();
    private readonly LogRecorder<DrainService> _log = new();
    private readonly FakeSocket _socket = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Stopping_WhenClientsAreThere_EndsRunsThenSocketsThenReturns()
    {
        var runsEnd = new TaskCompletionSource();
        _server.Sessions.Setup(sessions => sessions.DrainAsync(It.IsAny<CancellationToken>())).Returns(runsEnd.Task);
        var (_, life) = await _server.OpenAsync(_socket);
        var stopping = Create().StoppingAsync(Test.Token);
        Assert.True(_server.State.IsDraining);
        Assert.DoesNotContain("close 1001", _socket.Acts);

        runsEnd.SetResult();
        await _socket.DoneAsync("close 1001").InTime();
        Assert.False(stopping.IsCompleted);
        _socket.Send(SocketMessageKind.Close, 1000);
        await life.InTime();
        await AdvanceUntilAsync(stopping);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Stopping_WhenRunsDoNotEnd_StillTellsTheClients()
    {
        _server.Sessions
            .Setup(sessions => sessions.DrainAsync(It.IsAny<CancellationToken>()))
            .Returns((CancellationToken token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
        await _server.OpenAsync(_socket);
        var stopping = Create().StoppingAsync(Test.Token);
        _server.Time.Advance(_options.Timeout / 2);

        await _socket.DoneAsync("close 1001").InTime();
        await AdvanceUntilAsync(stopping);
        Assert.Contains("not every run's end", _log.Lines.First().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_WhenAClientDoesNotGo_ReturnsAtTheLimit()
    {
        await _server.OpenAsync(_socket);
        _server.Options.CloseTimeout = TimeSpan.FromMinutes(1);
        var stopping = Create().StoppingAsync(Test.Token);
        await _socket.DoneAsync("close 1001").InTime();
        await AdvanceUntilAsync(stopping);

        Assert.Contains("1 connections", Assert.Single(_log.Lines).Text, StringComparison.Ordinal);
    }

    private async Task AdvanceUntilAsync(Task stopping)
    {
        for (var step = 0; step < 1000 && !stopping.IsCompleted; step++)
        {
            _server.Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.WhenAny(stopping, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Test.Token));
        }

        await stopping.InTime();
    }

    private DrainService Create() => new(
        _server.State, _server.Sessions.Object, _server.Registry, Options.Create(_options), _server.Time, _log);
}
