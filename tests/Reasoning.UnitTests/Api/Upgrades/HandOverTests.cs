using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Reasoning.Api.Upgrades;

namespace Reasoning.UnitTests.Api.Upgrades;

/// <summary>Who hears the heartbeat of a connection, and what becomes of one whose peer takes nothing any more.</summary>
public sealed class HandOverTests : IConnectionHeartbeatFeature, IAsyncDisposable
{
    private readonly EndedConnection _connection = new();
    private readonly List<object> _beats = [];
    private Action? _beat;

    public HandOverTests()
    {
        _connection.Features.Set<IConnectionHeartbeatFeature>(this);
        _connection.Transport = new Transport(new Pipe().Reader, new Pipe().Writer);
    }

    [Fact]
    public async Task Heartbeat_WhenTheConnectionEndsWithHttp_IsHeardUntilItsPeerHasTakenTheRest()
    {
        await HandOver.Around(HttpAsync)(_connection);
        Beat(1);
        Assert.Equal(["http"], _beats);
        Beat(HandOver.DrainLimit);
        Assert.Equal(0, _connection.Aborts);
    }

    [Fact]
    public async Task Heartbeat_WhenTheConnectionGoesOn_IsNotHeardAndLimitsItsEnd()
    {
        var bare = _connection.Transport;
        await HandOver.Around(async connection =>
        {
            await HttpAsync(connection);
            connection.Features.Get<HandOver>()!.Take((pipe, _) =>
            {
                Assert.Same(bare, pipe);
                Beat(2 * HandOver.DrainLimit);
                return Task.CompletedTask;
            });
        })(_connection);
        Assert.Equal(0, _connection.Aborts);

        Beat(HandOver.DrainLimit - 1);
        Assert.Equal(0, _connection.Aborts);
        Beat(2);
        Assert.Equal(1, _connection.Aborts);
        Assert.Empty(_beats);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    void IConnectionHeartbeatFeature.OnHeartbeat(Action<object> action, object state) => _beat += () => action(state);

    private Task HttpAsync(ConnectionContext connection)
    {
        connection.Features.Get<IConnectionHeartbeatFeature>()!.OnHeartbeat(_beats.Add, "http");
        return Task.CompletedTask;
    }

    private void Beat(int count)
    {
        for (; count > 0; count--)
            _beat!();
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class EndedConnection : DefaultConnectionContext
    {
        public int Aborts { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => Aborts++;
    }
}
