using System.Text;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>Sections 5.5, 5.5.2 and 5.5.3: pings and pongs.</summary>
public sealed class Section5_5_ControlFrameTests(SharedServer shared) : RfcTest(shared)
{
    [Theory]
    [InlineData(RawClient.PingFrame)]
    [InlineData(RawClient.PongFrame)]
    [InlineData(RawClient.CloseFrame)]
    public Task ControlFrame_WhenItIsTooLong_ClosesWith1002(int opcode) => ClosesAsync(1002, RawClient.Frame(opcode, new byte[126]));

    [Theory]
    [InlineData(RawClient.PingFrame)]
    [InlineData(RawClient.PongFrame)]
    [InlineData(RawClient.CloseFrame)]
    public Task ControlFrame_WhenItIsAFragment_ClosesWith1002(int opcode) => ClosesAsync(1002, RawClient.Frame(opcode, [], fin: false));

    [Fact]
    public Task Pong_WhenNobodyAskedForIt_IsIgnored() => AnswersAsync(
        RawClient.Frame(RawClient.PongFrame, []), RawClient.Frame(RawClient.PongFrame, new byte[125]), RawClient.Frame(RawClient.Text, QuestionBytes));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    public async Task Ping_WhateverItsPayload_IsAnsweredWithIt(int length)
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        byte[] payload = [.. Enumerable.Range(0, length).Select(value => (byte)(255 - value))];
        await raw.SendFrameAsync(RawClient.PingFrame, payload);
        var (opcode, answer) = await raw.ReadFrameAsync();
        Assert.Equal(RawClient.PongFrame, opcode);
        Assert.Equal(payload, answer);
        await CloseAsync(raw, session);
    }

    [Fact]
    public async Task Ping_InsideALargeMessage_IsAnsweredBeforeTheMessageEnds()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        await raw.SendFrameAsync(RawClient.Text, QuestionBytes, fin: false);
        for (var round = 0; round < 20; round++)
        {
            await raw.SendFrameAsync(RawClient.Continuation, [.. Enumerable.Repeat((byte)' ', 10_000)], fin: false);
            await raw.SendFrameAsync(RawClient.PingFrame, Encoding.UTF8.GetBytes($"{round}"));
            Assert.Equal((RawClient.PongFrame, $"{round}"), await ReadAsync(raw));
        }

        await raw.SendFrameAsync(RawClient.Continuation, []);
        Assert.Equal((RawClient.Text, Answer), await ReadAsync(raw));
        await CloseAsync(raw, session);
    }

    [Fact]
    public async Task Ping_DuringAStreamOfEvents_IsAnsweredBetweenThem()
    {
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        await raw.SendTextAsync("""{"type":"chat","payload":{"message":"steps=20000 size=100","agent_name":"load"}}""");
        var pongs = 0;
        var events = 0;
        await raw.SendFrameAsync(RawClient.PingFrame, "0"u8.ToArray());
        while (events < 20_003)
        {
            var (opcode, payload) = await ReadAsync(raw);
            if (opcode == RawClient.Text)
            {
                events++;
                continue;
            }

            Assert.Equal((RawClient.PongFrame, $"{pongs}"), (opcode, payload));
            pongs++;
            await raw.SendFrameAsync(RawClient.PingFrame, Encoding.UTF8.GetBytes($"{pongs}"));
        }

        Assert.NotEqual(0, pongs);
        Assert.Equal((RawClient.PongFrame, $"{pongs}"), await ReadAsync(raw));
        await CloseAsync(raw, session);
    }

    [Fact]
    public async Task Pings_WhenTheyAreAFlood_AreAnsweredByTheNewest()
    {
        const int Pings = 50_000;
        var session = ChatClient.NewSession();
        using var raw = await RawClient.OpenAsync(Server.Address, session, receiveBuffer: 4096);
        byte[] flood = [.. Enumerable.Range(1, Pings).SelectMany(number => RawClient.Frame(RawClient.PingFrame, Encoding.UTF8.GetBytes($"{number}")))];
        await raw.SendAsync([.. flood, .. RawClient.Frame(RawClient.Text, QuestionBytes)]);

        var newest = 0;
        var hasAnswer = false;
        while (newest < Pings || !hasAnswer)
        {
            var (opcode, payload) = await ReadAsync(raw);
            if (opcode == RawClient.Text)
            {
                hasAnswer = true;
                continue;
            }

            var number = int.Parse(payload, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(number, newest + 1, Pings);
            newest = number;
        }

        await CloseAsync(raw, session);
    }
}
