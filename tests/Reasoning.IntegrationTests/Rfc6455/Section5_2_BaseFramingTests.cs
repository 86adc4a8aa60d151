using Reasoning.IntegrationTests.BadInput;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>Sections 5.1 to 5.3 and 5.6: frames, masks, lengths and kinds of data.</summary>
public sealed class Section5_2_BaseFramingTests(SharedServer shared) : RfcTest(shared)
{
    [Fact]
    public Task Frame_WhenItIsUnmasked_ClosesWith1002() =>
        ClosesAsync(1002, RawClient.Frame(RawClient.Text, QuestionBytes, masked: false));

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(7)]
    public Task Frame_WhenAReservedBitIsSet_ClosesWith1002(int bits) =>
        ClosesAsync(1002, RawClient.Frame(RawClient.Text, QuestionBytes, reservedBits: bits));

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    public Task Frame_WhenItsOpcodeIsReserved_ClosesWith1002(int opcode) => ClosesAsync(1002, RawClient.Frame(opcode, []));

    [Theory]
    [InlineData(0, "FE 00 00")]
    [InlineData(125, "FE 00 7D")]
    [InlineData(125, "FF 00 00 00 00 00 00 00 7D")]
    [InlineData(126, "FF 00 00 00 00 00 00 00 7E")]
    [InlineData(65_535, "FF 00 00 00 00 00 00 FF FF")]
    public Task Length_WhenItIsLongerThanItNeedsToBe_ClosesWith1002(int length, string promise) =>
        ClosesAsync(1002, [0x81, .. Hex(promise), 0, 0, 0, 0, .. BadMessageTests.Padded(Math.Max(length, 15))[..length]]);

    [Theory]
    [InlineData("FF 80 00 00 00 00 00 00 00")]
    [InlineData("FF FF FF FF FF FF FF FF FF")]
    public Task Length_WhenItIsNegative_ClosesWith1002(string promise) => ClosesAsync(1002, [0x81, .. Hex(promise), 0, 0, 0, 0]);

    [Theory]
    [InlineData("FF 7F FF FF FF FF FF FF FF")]
    [InlineData("FF 00 00 00 01 00 00 00 00")]
    [InlineData("FF 00 00 00 00 00 04 00 01")]
    public Task Length_WhenItPromisesMoreThanMayBe_ClosesWith1009BeforeItComes(string promise) =>
        ClosesAsync(1009, [0x81, .. Hex(promise), 0, 0, 0, 0]);

    [Fact]
    public async Task Length_WhenItIsMoreThanWasSent_IsWaitedFor()
    {
        var session = ChatClient.NewSession();
        var frame = RawClient.Frame(RawClient.Text, QuestionBytes);
        using var raw = await RawClient.OpenAsync(Server.Address, session);
        await raw.SendAsync(frame[..^1]);
        await using (var neighbour = await Server.ConnectAsync(session))
            await neighbour.PingAsync();

        // What comes next belongs to it, whatever it looks like.
        await raw.SendAsync([.. frame[^1..], .. frame]);
        Assert.Equal((RawClient.Text, Answer), await ReadAsync(raw));
        Assert.Equal((RawClient.Text, Answer), await ReadAsync(raw));
        await CloseAsync(raw, session);
    }

    [Theory]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(127)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(256 * 1024)]
    public Task Length_WhateverItIs_IsTaken(int length) =>
        AnswersAsync(RawClient.Frame(RawClient.Text, [.. QuestionBytes, .. Enumerable.Repeat((byte)' ', length - QuestionBytes.Length)]));

    [Theory]
    [InlineData("00 00 00 00")]
    [InlineData("FF FF FF FF")]
    [InlineData("01 02 03 04")]
    [InlineData("80 00 00 00")]
    public Task Mask_WhateverItIs_IsTakenOff(string mask)
    {
        var key = Hex(mask);
        return AnswersAsync(
            [0x81, (byte)(0x80 | QuestionBytes.Length), .. key, .. QuestionBytes.Select((value, index) => (byte)(value ^ key[index % 4]))]);
    }

    [Fact]
    public Task Frames_WhenTheyComeByteByByte_AreTheSame()
    {
        byte[] bytes =
        [
            .. RawClient.Frame(RawClient.PongFrame, "unasked"u8.ToArray(), mask: 0x01020304),
            .. RawClient.Frame(RawClient.Text, QuestionBytes[..7], fin: false, mask: 0xC0FFEE11),
            .. RawClient.Frame(RawClient.Continuation, QuestionBytes[7..], mask: 0x80FF0001),
        ];
        return AnswersAsync([.. bytes.Select(value => new[] { value })]);
    }

    [Fact]
    public Task Frame_WhenItIsBinary_ClosesWith1003() => ClosesAsync(1003, RawClient.Frame(RawClient.Binary, [1, 2, 3]));

    [Fact]
    public Task Frame_WhenItIsAnEmptyBinary_ClosesWith1003() => ClosesAsync(1003, RawClient.Frame(RawClient.Binary, []));

    private static byte[] Hex(string bytes) => Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));
}
