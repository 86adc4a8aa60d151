using Reasoning.Application.Clients;
using Reasoning.UnitTests.Infrastructure.WebSockets;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Connections;

public sealed class ConnectionRegistryTests : IDisposable
{
    private readonly ConnectionHarness _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task TryAdmit_WhenManyComeAtOnce_LetsInAsManyAsItMay()
    {
        var admitted = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(_server.Registry.TryAdmit))).InTime();
        Assert.Equal(_server.Options.Max, admitted.Count(isIn => isIn));

        _server.Registry.Leave();
        Assert.True(_server.Registry.TryAdmit());
        Assert.False(_server.Registry.TryAdmit());
    }

    [Fact]
    public void Add_WhenConnectionsComeAndGo_KnowsWhoIsThere()
    {
        var one = _server.Create(new FakeSocket());
        var two = _server.Create(new FakeSocket(), Some.Key("b"));
        _server.Registry.Add(one);
        _server.Registry.Add(one);
        _server.Registry.Add(two);
        Assert.Equal(2, _server.Registry.Sessions.Count);
        Assert.Same(two, _server.Registry.Find(two.Id));
        Assert.Equal(2, _server.Metrics.Sum("reasoning.connections.active"));

        _server.Registry.Remove(one);
        _server.Registry.Remove(one);
        Assert.Equal([Some.Key("b")], _server.Registry.Sessions);
        Assert.Null(_server.Registry.Find(one.Id));
        Assert.Equal(1, _server.Metrics.Sum("reasoning.connections.active"));
    }

    [Fact]
    public async Task Broadcast_WhenOneQueueIsFull_CountsTheOthers()
    {
        var connections = new[] { new FakeSocket(), new FakeSocket() };
        var (full, _) = await _server.OpenAsync(connections[0]);
        await _server.OpenAsync(connections[1]);
        connections[0].BeforeWrite = () => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Test.Token);
        full.Reader.TryPost(new byte[10]);
        await Test.UntilAsync(() => full.Reader.TryPost(new byte[_server.ReaderOptions.MaxDirectBytes]));

        Assert.Equal(1, _server.Notifier.Broadcast("{\"type\":\"news\"}"u8.ToArray()));
        await connections[1].DoneAsync("news").InTime();
    }

    [Fact]
    public async Task Answer_WhenTheConnectionIsGone_DoesNothing() =>
        await _server.Notifier.AnswerAsync(ConnectionId.New(), new PongAnswer(null, "1"), Test.Token);
}
