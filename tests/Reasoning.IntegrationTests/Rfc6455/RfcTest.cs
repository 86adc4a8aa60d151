using System.Text;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>A section of RFC 6455, over raw sockets against the real server.</summary>
public abstract class RfcTest(SharedServer shared)
{
    /// <summary>A message that is answered with <see cref="Answer"/>.</summary>
    private protected const string Question = """{"type":"ping","id":"m1","timestamp":1}""";

    private protected const string Answer = """{"type":"pong","reply_to":"m1","data":{"timestamp":1}}""";

    private protected TestServer Server { get; } = shared.Server;

    private protected static byte[] QuestionBytes { get; } = Encoding.UTF8.GetBytes(Question);

    /// <summary>What is sent closes the connection with this code, and nobody else notices.</summary>
    private protected async Task ClosesAsync(int code, params byte[][] pieces)
    {
        var session = ChatClient.NewSession();
        await using var neighbour = await Server.ConnectAsync(session);
        using (var raw = await RawClient.OpenAsync(Server.Address, session))
        {
            foreach (var piece in pieces)
                await raw.SendAsync(piece);
            Assert.Equal(code, await raw.CloseCodeAsync());
            await EndAsync(raw, session, left: 1);
        }

        await neighbour.PingAsync();
        await neighbour.DisposeAsync();
        await Server.HasForgottenAsync(session);
    }

    /// <summary>What is sent is the question, in whatever form: it is answered, and the connection stays open.</summary>
    private protected async Task AnswersAsync(params byte[][] pieces)
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        foreach (var piece in pieces)
            await raw.SendAsync(piece);
        Assert.Equal((RawClient.Text, Answer), await ReadAsync(raw));

        await CloseAsync(raw, session);
    }

    /// <summary>The client closes, which is answered, and nothing follows.</summary>
    private protected async Task CloseAsync(RawClient raw, string session)
    {
        await raw.SendFrameAsync(RawClient.CloseFrame, [0x03, 0xE8]);
        Assert.Equal(1000, await raw.CloseCodeAsync());
        Assert.Equal(0, await raw.EndAsync());
        await Server.HasForgottenAsync(session);
    }

    /// <summary>The server has closed: nothing follows its close frame, and it is gone when the client is.</summary>
    private protected async Task EndAsync(RawClient raw, string session, int left = 0)
    {
        try
        {
            await raw.SendFrameAsync(RawClient.CloseFrame, []);
            raw.EndSending();
        }
        catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException)
        {
            // The server closed first: it waits for nothing where the client had sent its close frame.
        }

        Assert.Equal(0, await raw.EndAsync());
        await Limit.UntilAsync(
            () => Server.Connections.Sessions.Count(key => key.Id.Value == session) == left, "the connection has gone");
    }

    private protected static async Task<(int Opcode, string Payload)> ReadAsync(RawClient raw)
    {
        var (opcode, payload) = await raw.ReadFrameAsync();
        return (opcode, Encoding.UTF8.GetString(payload));
    }
}
