using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>Section 4.2: the opening handshake, and the connection behind it.</summary>
public sealed class Section4_2_HandshakeTests(SharedServer shared) : RfcTest(shared)
{
    [Fact]
    public Task FirstFrames_WhenTheyComeWithTheRequest_AreAnswered() => TalkAsync(Server);

    [Fact]
    public async Task FirstFrames_WhenTheConnectionIsEncrypted_AreAnswered()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var server = await TestServer.StartSecureAsync(certificate);
        Assert.Equal(Uri.UriSchemeHttps, server.Address.Scheme);

        await TalkAsync(server);
        await server.HasNothingLeftAsync();
    }

    /// <summary>As with a server, or something before ours, that shows us only a stream.</summary>
    [Fact]
    public async Task FirstFrames_WhenThereIsNoPipe_AreAnswered()
    {
        await using var server = await TestServer.StartBehindAsync(new WithoutPipe());
        await TalkAsync(server);
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Connection_WhenItIsUpgraded_OutlivesItsRequestAndLeavesNothingHoweverItEnds()
    {
        await using var server = await TestServer.StartAsync();
        using var gauge = new RequestGauge(server.Services);
        var session = ChatClient.NewSession();
        using var polite = await RawClient.OpenAsync(server.Address, session);
        using var wrong = await RawClient.OpenAsync(server.Address, session);
        using var silent = await RawClient.OpenAsync(server.Address, session);
        var broken = await RawClient.OpenAsync(server.Address, session);
        await Limit.UntilAsync(
            () => gauge is { Requests: 0, Upgraded: 0, Connections: 4 }, "the requests have ended, and their connections have not");

        await polite.SendFrameAsync(RawClient.CloseFrame, []);
        await polite.EndAsync();
        await wrong.SendAsync([0xFF, 0xFF]);
        Assert.Equal(1002, await wrong.CloseCodeAsync());
        wrong.EndSending();
        await wrong.EndAsync();
        silent.EndSending();
        await silent.EndAsync();
        broken.Reset();
        await Limit.UntilAsync(() => gauge.Connections == 0, "Kestrel has forgotten them");
        await server.HasNothingLeftAsync();
    }

    /// <summary>From the request, with everything that follows in the same packet, to the end.</summary>
    private static async Task TalkAsync(TestServer server)
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.ConnectAsync(server.Address);
        byte[] large = [.. QuestionBytes, .. Enumerable.Repeat((byte)' ', 100_000)];
        await raw.SendAsync(
        [
            .. RawClient.UpgradeRequest(server.Address, $"/ws/chat/{session}"),
            .. RawClient.Frame(RawClient.Text, QuestionBytes),
            .. RawClient.Frame(RawClient.PingFrame, "a"u8.ToArray()),
            .. RawClient.Frame(RawClient.Text, large),
        ]);
        Assert.Equal(101, (await raw.ReadHeadAsync()).Status);
        Assert.Contains("\"connected\"", (await ReadAsync(raw)).Payload, StringComparison.Ordinal);
        Assert.Equal((RawClient.Text, Answer), await ReadAsync(raw));
        Assert.Equal((RawClient.PongFrame, "a"), await ReadAsync(raw));
        Assert.Equal((RawClient.Text, Answer), await ReadAsync(raw));

        // More than one flush, and more than the buffers of a connection that is not read.
        await raw.SendTextAsync("""{"type":"chat","payload":{"message":"steps=1000 size=1000","agent_name":"load"}}""");
        for (var events = 0; events < 1003; events++)
            Assert.Equal(RawClient.Text, (await raw.ReadFrameAsync()).Opcode);
        await raw.SendFrameAsync(RawClient.CloseFrame, [0x03, 0xE8]);
        Assert.Equal(1000, await raw.CloseCodeAsync());
        await raw.EndAsync();
        await server.HasForgottenAsync(session);
    }

    private sealed class WithoutPipe : IStartupFilter, IConnectionTransportFeature
    {
        /// <summary>The feature of Kestrel's that this hides is found behind none.</summary>
        public IDuplexPipe Transport
        {
            get => null!;
            set => throw new NotSupportedException();
        }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Features.Set<IConnectionTransportFeature>(this);
                return rest(context);
            });
            next(app);
        };
    }
}
