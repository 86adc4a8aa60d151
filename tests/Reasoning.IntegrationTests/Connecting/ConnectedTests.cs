using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Connecting;

public sealed class ConnectedTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Connect_WhenAccepted_SaysConnectedWithExactlyTheDocumentedMembers()
    {
        await using var client = await _server.ConnectAsync();

        var connected = client.Connected;
        Assert.Equal(["type", "data"], connected.Members);
        Assert.Equal(
            ["session_id", "agent_name", "message", "connection_id", "protocol", "epoch", "last_seq", "active_runs", "heartbeat_interval", "max_message_bytes"],
            connected.DataMembers);
        Assert.Equal(client.Session, connected.Data.GetProperty("session_id").GetString());
        Assert.Equal("researcher", connected.Data.GetProperty("agent_name").GetString());
        Assert.Equal("Connected to agent chat", connected.Data.GetProperty("message").GetString());
        Assert.NotEmpty(connected.Data.GetProperty("connection_id").GetString()!);
        Assert.Equal(1, connected.Data.GetProperty("protocol").GetInt32());
        Assert.NotEmpty(client.Epoch);
        Assert.Equal(0, connected.Data.GetProperty("last_seq").GetInt64());
        Assert.Equal(0, connected.Data.GetProperty("active_runs").GetArrayLength());
        Assert.Equal(30, connected.Data.GetProperty("heartbeat_interval").GetDouble());
        Assert.Equal(256 * 1024, connected.Data.GetProperty("max_message_bytes").GetInt32());
    }

    [Fact]
    public async Task Connect_WhenAnAgentIsNamed_MakesItTheConnectionsAgent()
    {
        await using var client = await _server.ConnectAsync(query: "agent_name=summarizer");
        await client.ChatAsync("One sentence. Another sentence.");

        Assert.Equal("summarizer", client.Connected.Data.GetProperty("agent_name").GetString());
        Assert.Equal("summarizer", (await client.NextAsync("reasoning_start")).Data.GetProperty("agent").GetString());
        await client.UntilEndAsync();
    }

    [Fact]
    public async Task Connect_WhenARunIsInProgress_ListsItAndItsPlaceInTheLog()
    {
        await using var first = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(first);
        await puppet.Think("one");
        await first.NextAsync("reasoning_step");

        await using var second = await _server.ConnectAsync(first.Session);
        var active = Assert.Single(second.Connected.Data.GetProperty("active_runs").EnumerateArray());
        Assert.Equal(["run_id", "agent", "started_at"], active.EnumerateObject().Select(member => member.Name));
        Assert.Equal(run, active.GetProperty("run_id").GetString());
        Assert.Equal("puppet", active.GetProperty("agent").GetString());
        Assert.Equal(JsonValueKind.Number, active.GetProperty("started_at").ValueKind);
        Assert.Equal(2, second.Connected.Data.GetProperty("last_seq").GetInt64());
        Assert.Equal(first.Epoch, second.Epoch);

        puppet.Answer();
        Assert.Equal(3, (await second.NextAsync()).Seq);
        await second.UntilEndAsync();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Az09._~-")]
    [InlineData("...")]
    public async Task Connect_WhenTheIdIsUnusualButAllowed_Accepts(string session)
    {
        await using var client = await _server.ConnectAsync(session);
        Assert.Equal(session, client.Connected.Data.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Connect_WhenTheIdHas128Characters_Accepts()
    {
        var session = ChatClient.NewSession().PadRight(128, 'x');
        await using var client = await _server.ConnectAsync(session);
        Assert.Equal(session, client.Connected.Data.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Connect_WhenTheSubProtocolIsOfferedAmongOthers_EchoesIt()
    {
        await using var client = await _server.ConnectAsync(configure: options =>
        {
            options.AddSubProtocol("graphql-ws");
            options.AddSubProtocol("reasoning.v1");
        });
        Assert.Equal("reasoning.v1", client.SubProtocol);
    }

    [Fact]
    public async Task Connect_WhenTheSubProtocolIsNotOffered_EchoesNone()
    {
        using var raw = await RawClient.ConnectAsync(_server.Address);
        var (status, head) = await raw.UpgradeAsync(_server.Address, $"/ws/chat/{ChatClient.NewSession()}", "Sec-WebSocket-Protocol: chat");

        Assert.Equal(101, status);
        Assert.DoesNotContain("Sec-WebSocket-Protocol", head, StringComparison.OrdinalIgnoreCase);

        // The example of RFC 6455, section 1.3.
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WhenSeveralConnectionsShareASession_AllGetEveryEvent()
    {
        await using var first = await _server.ConnectAsync();
        await using var second = await _server.ConnectAsync(first.Session);
        await using var third = await _server.ConnectAsync(first.Session);
        await using var stranger = await _server.ConnectAsync();

        var seen = await first.AskAsync("steps=20", "load");
        Assert.Equal(23, seen.Count);
        Assert.Equal(Texts(seen), Texts(await second.UntilEndAsync()));
        Assert.Equal(Texts(seen), Texts(await third.UntilEndAsync()));
        await stranger.PingAsync();
    }

    private static IEnumerable<string> Texts(IEnumerable<ServerMessage> messages) => messages.Select(message => message.Text);
}
