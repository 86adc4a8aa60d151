using Reasoning.Infrastructure.WebSockets;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.WebSockets;

public sealed class WriterGateTests
{
    private readonly WriterGate _gate = new();

    [Fact]
    public void End_WhenNobodyWrites_IsAtOnce()
    {
        Assert.True(_gate.TryEnter());
        _gate.Leave();

        Assert.True(_gate.EndAsync().IsCompletedSuccessfully);
        Assert.False(_gate.TryEnter());
    }

    [Fact]
    public async Task End_WhileSomebodyWrites_WaitsForTheLastByte()
    {
        Assert.True(_gate.TryEnter());
        var end = _gate.EndAsync();
        Assert.False(end.IsCompleted);
        Assert.False(_gate.TryEnter());

        _gate.Leave();
        await end.InTime();
        Assert.False(_gate.TryEnter());
    }

    [Fact]
    public async Task End_WhenItRacesWithAWriter_NeverLetsItWriteAfterwards()
    {
        for (var round = 0; round < 2_000; round++)
        {
            var gate = new WriterGate();
            var isOver = false;
            using var start = new Barrier(2);
            var writer = Task.Run(
                () =>
                {
                    start.SignalAndWait(Test.Token);
                    while (gate.TryEnter())
                    {
                        Assert.False(Volatile.Read(ref isOver));
                        gate.Leave();
                    }
                }, Test.Token);
            start.SignalAndWait(Test.Token);
            await gate.EndAsync().InTime();
            Volatile.Write(ref isOver, true);
            await writer.InTime();
        }
    }
}
