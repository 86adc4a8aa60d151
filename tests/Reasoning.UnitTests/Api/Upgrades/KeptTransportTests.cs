using System.IO.Pipelines;
using Reasoning.Api.Upgrades;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Api.Upgrades;

public sealed class KeptTransportTests : IDuplexPipe
{
    private readonly Pipe _in = new();
    private readonly Pipe _out = new();

    PipeReader IDuplexPipe.Input => _in.Reader;

    PipeWriter IDuplexPipe.Output => _out.Writer;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Complete_WhenItIsKept_LeavesThePipeOpenAndElseDoesNot(bool isKept)
    {
        var transport = new KeptTransport(this);
        if (isKept)
            transport.Keep();
        await transport.Output.WriteAsync(new byte[] { 1 }, Test.Token);
        transport.Output.Complete();
        transport.Input.Complete();

        var sent = await _out.Reader.ReadAsync(Test.Token);
        Assert.Equal((1, !isKept), (sent.Buffer.Length, sent.IsCompleted));
        Assert.Equal(!isKept, (await _in.Writer.FlushAsync(Test.Token)).IsCompleted);
    }
}
