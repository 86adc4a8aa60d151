using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Pipeline;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Application.Pipeline;

public sealed class MetricsBehaviorTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly Metrics _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Handle_WhenHandled_RecordsHowLongItTook()
    {
        Assert.Equal(7, await HandleAsync(() => Task.FromResult(7)));

        Assert.Equal(
            ("reasoning.request.duration", 2.0, "reasoning.request=String reasoning.outcome=ok"), Assert.Single(_metrics.Records));
    }

    [Fact]
    public async Task Handle_WhenItFails_RecordsThatAndThrowsOn()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => HandleAsync(() => throw new InvalidOperationException()));

        Assert.EndsWith("reasoning.outcome=failed", Assert.Single(_metrics.Records).Tags, StringComparison.Ordinal);
    }

    private Task<int> HandleAsync(Func<Task<int>> next) =>
        new MetricsBehavior<string, int>(_metrics.Reasoning, _time).Handle("request", Test.Token, () =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            return next();
        });
}
