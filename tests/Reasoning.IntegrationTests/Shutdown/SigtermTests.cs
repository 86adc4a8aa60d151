using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Shutdown;

public sealed class SigtermTests
{
    [Fact]
    public async Task Process_WhenItIsTerminatedInMidRun_EndsTheRunClosesWith1001AndExitsWith0()
    {
        using var server = await ServerProcess.StartAsync();
        await using var client = await ChatClient.ConnectAsync(server.Address);
        await client.ChatAsync("steps=100000 delay=20", "load");
        await client.NextAsync("reasoning_step");
        var started = TimeProvider.System.GetTimestamp();
        await server.TerminateAsync();

        Assert.Equal("shutting_down", (await client.UntilEndAsync())[^1].Code);
        Assert.Equal(1001, await client.CloseCodeAsync());
        Assert.Equal(0, await server.ExitCodeAsync());
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }
}
