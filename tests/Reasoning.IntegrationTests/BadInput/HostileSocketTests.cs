using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.BadInput;

/// <summary>Connections that end without a word, wherever that is: nothing is left of them. Broken frames are in <c>Rfc6455</c>.</summary>
public sealed class HostileSocketTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Connection_WhenItIsResetInMidFrame_IsForgottenAndItsRunGoesOn()
    {
        var session = ChatClient.NewSession();
        var puppet = _server.Puppet();
        await using var observer = await _server.ConnectAsync(session);
        var raw = await RawClient.OpenAsync(_server.Address, session);
        await raw.SendTextAsync($$$"""{"type":"chat","payload":{"message":"{{{puppet.Message}}}","agent_name":"puppet"}}""");
        await puppet.Started.InTime();
        await raw.SendAsync([0x81, 0xFE, 0x10, 0x00, 1, 2, 3, 4, 5]);
        raw.Reset();

        await Limit.UntilAsync(() => _server.Connections.Sessions.Count(key => key.Id.Value == session) == 1, "the connection has gone");
        puppet.Answer();
        Assert.Equal("completed", (await observer.UntilEndAsync())[^1].Status);
        await observer.DisposeAsync();
        await _server.HasForgottenAsync(session);
    }

    [Fact]
    public async Task Connection_WhenItEndsInTheHandshake_LeavesNothing()
    {
        using (var raw = await RawClient.ConnectAsync(_server.Address))
            await raw.SendAsync("GET /ws/chat/x HTTP/1.1\r\nHost: 127.0"u8.ToArray());
        await using var client = await _server.ConnectAsync();
        await client.PingAsync();
    }

    [Fact]
    public async Task Connection_WhenItEndsRightAfterTheUpgrade_LeavesNothing()
    {
        var sessions = Enumerable.Range(0, 20).Select(_ => ChatClient.NewSession()).ToList();
        foreach (var session in sessions)
        {
            var raw = await RawClient.ConnectAsync(_server.Address);
            await raw.UpgradeAsync(_server.Address, $"/ws/chat/{session}?after=0");
            raw.Reset();
        }

        foreach (var session in sessions)
            await _server.HasForgottenAsync(session);
    }
}
