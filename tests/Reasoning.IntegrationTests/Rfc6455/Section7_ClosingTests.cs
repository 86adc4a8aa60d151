using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>Sections 5.5.1 and 7: the closing handshake and its codes.</summary>
public sealed class Section7_ClosingTests(SharedServer shared) : RfcTest(shared)
{
    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1007)]
    [InlineData(1008)]
    [InlineData(1009)]
    [InlineData(1010)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(1014)]
    [InlineData(3000)]
    [InlineData(3999)]
    [InlineData(4000)]
    [InlineData(4321)]
    [InlineData(4999)]
    public Task Close_WhenItsCodeMayBeSent_IsAnsweredWithIt(int code) => ClosesAsync(code, Close(code));

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(1016)]
    [InlineData(1100)]
    [InlineData(2000)]
    [InlineData(2999)]
    [InlineData(5000)]
    [InlineData(65_535)]
    public Task Close_WhenItsCodeMustNotBeSent_IsAnsweredWith1002(int code) => ClosesAsync(1002, Close(code));

    [Fact]
    public Task Close_WhenItHasNoCode_IsAnsweredWith1000() => ClosesAsync(1000, RawClient.Frame(RawClient.CloseFrame, []));

    [Fact]
    public Task Close_WhenItHasHalfACode_IsAnsweredWith1002() => ClosesAsync(1002, RawClient.Frame(RawClient.CloseFrame, [0x03]));

    [Fact]
    public Task Close_WhenItHasAReason_IsAnswered() => ClosesAsync(1000, Close(1000, "Schön war’s."u8.ToArray()));

    [Fact]
    public Task Close_WhenItsReasonIsAsLongAsItMayBe_IsAnswered() => ClosesAsync(1000, Close(1000, new byte[123]));

    [Fact]
    public Task Close_WhenItsReasonIsNoUtf8_IsAnsweredWith1007() => ClosesAsync(1007, Close(1000, [0xC3, 0x28]));

    [Fact]
    public Task Close_InTheMiddleOfAMessage_IsAnswered() =>
        ClosesAsync(1001, RawClient.Frame(RawClient.Text, QuestionBytes[..3], fin: false), Close(1001));

    [Fact]
    public Task Close_WhenDataFollowsIt_IsTheLastThatIsRead() =>
        ClosesAsync(1000, [.. Close(1000), .. RawClient.Frame(RawClient.Text, QuestionBytes), .. RawClient.Frame(RawClient.PingFrame, [])]);

    [Fact]
    public async Task Close_FromBothSidesAtOnce_IsOneFrameEach()
    {
        for (var round = 0; round < 50; round++)
        {
            var session = ChatClient.NewSession();
            using var raw = await RawClient.OpenAsync(Server.Address, session);

            // The answer to the upgrade comes before the connection can be found.
            await Limit.UntilAsync(() => Server.Connections.All.Any(each => each.Session.Id.Value == session), "the connection is there");
            var connection = Server.Connection(session);
            using var start = new Barrier(2);
            var server = Task.Run(
                () =>
                {
                    start.SignalAndWait(TestContext.Current.CancellationToken);
                    connection.Close(4408);
                }, TestContext.Current.CancellationToken);
            start.SignalAndWait(TestContext.Current.CancellationToken);
            await raw.SendAsync(Close(1000));
            await server.InTime();

            Assert.Contains(await raw.CloseCodeAsync(), new[] { 1000, 4408 });
            Assert.Equal(0, await raw.EndAsync());
            await Server.HasForgottenAsync(session);
        }
    }

    [Fact]
    public async Task Close_WhenTheServerBegins_WaitsForTheAnswerAndIgnoresWhatComesBefore()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        Server.Connection(session).Close(4408);
        Assert.Equal(4408, await raw.CloseCodeAsync());
        await raw.SendTextAsync(Question);
        await raw.SendFrameAsync(RawClient.PingFrame, []);
        await raw.SendFrameAsync(RawClient.Binary, new byte[100_000]);
        Assert.Contains(Server.Connections.Sessions, key => key.Id.Value == session);

        await raw.SendFrameAsync(RawClient.CloseFrame, [0x11, 0x38]);
        Assert.Equal(0, await raw.EndAsync());
        await Server.HasForgottenAsync(session);
    }

    [Fact]
    public async Task Close_WhenTheServerBeginsInTheMiddleOfAMessage_WaitsForTheAnswer()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        var frame = RawClient.Frame(RawClient.Text, QuestionBytes);
        await raw.SendAsync(frame[..^5]);
        Server.Connection(session).Close(4408);
        Assert.Equal(4408, await raw.CloseCodeAsync());
        await raw.SendAsync([.. frame[^5..], .. RawClient.Frame(RawClient.CloseFrame, [])]);

        Assert.Equal(0, await raw.EndAsync());
        await Server.HasForgottenAsync(session);
    }

    [Fact]
    public async Task Close_WhenTheClientNeverGoes_IsCutAfterTheCloseTimeout()
    {
        await using var server = await TestServer.StartStillAsync();
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(server.Address, session);
        await raw.SendAsync([0xFF, 0xFF]);
        Assert.Equal(1002, await raw.CloseCodeAsync());
        await raw.SendAsync(Close(1002));
        await raw.SendAsync(new byte[100_000]);
        Assert.False(server.Connections.IsEmpty);

        server.Clock!.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(0, await raw.EndAsync());
        await server.HasNothingLeftAsync();
    }

    [Fact]
    public async Task Violation_WhenAnswersAreQueued_ComesAfterThem()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        await raw.SendAsync([.. Enumerable.Repeat(RawClient.Frame(RawClient.Text, QuestionBytes), 20).SelectMany(frame => frame), 0xFF, 0xFF]);
        for (var answer = 0; answer < 20; answer++)
            Assert.Equal((RawClient.Text, Answer), await ReadAsync(raw));
        Assert.Equal(1002, await raw.CloseCodeAsync());
        await EndAsync(raw, session);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connection_WhenTheClientEndsItsHalf_IsForgotten(bool inAMessage)
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        if (inAMessage)
            await raw.SendFrameAsync(RawClient.Text, QuestionBytes[..5], fin: false);
        raw.EndSending();

        await raw.EndAsync();
        await Server.HasForgottenAsync(session);
    }

    [Fact]
    public async Task Connection_WhenTheClientClosesAndEndsItsHalf_IsForgotten()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        await raw.SendAsync(Close(1000));
        raw.EndSending();

        await raw.EndAsync();
        await Server.HasForgottenAsync(session);
    }

    private static byte[] Close(int code, byte[]? reason = null) =>
        RawClient.Frame(RawClient.CloseFrame, [(byte)(code >> 8), (byte)code, .. reason ?? []]);
}
