using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>A judge has to be right before it judges: the examples of RFC 6455, section 5.7, and one of each mistake.</summary>
public sealed class ReferenceReaderTests
{
    [Fact]
    public void Read_WhenItIsTheRfcsMaskedHello_IsHello()
    {
        var reading = Read(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
        Assert.Equal("Hello", Assert.Single(reading.Messages));
        Assert.Equal(("open", 0L), (reading.EndName, reading.Missing));
    }

    [Fact]
    public void Read_WhenItIsTheRfcsPing_IsAPing() =>
        Assert.Equal("Hello"u8.ToArray(), Assert.Single(Read(0x89, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58).Pings));

    [Fact]
    public void Read_WhenSomethingIsMissing_SaysHowMuch()
    {
        Assert.Null(Read(0x81).Missing);
        Assert.Null(Read(0x81, 0x85, 0x37).Missing);
        Assert.Equal(3, Read(0x81, 0x85, 0, 0, 0, 0, 1, 2).Missing);
    }

    public static TheoryData<string, byte[]> Ends => new()
    {
        { "violation 1002", RawClient.Frame(RawClient.Text, [], masked: false) },
        { "violation 1002", RawClient.Frame(RawClient.Text, [], reservedBits: 1) },
        { "violation 1002", RawClient.Frame(3, []) },
        { "violation 1002", RawClient.Frame(RawClient.PingFrame, [], fin: false) },
        { "violation 1002", RawClient.Frame(RawClient.PingFrame, new byte[126]) },
        { "violation 1002", RawClient.Frame(RawClient.Continuation, []) },
        { "violation 1002", [.. RawClient.Frame(RawClient.Text, [], fin: false), .. RawClient.Frame(RawClient.Text, [])] },
        { "violation 1002", [0x81, 0xFE, 0, 125, 0, 0, 0, 0] },
        { "violation 1002", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "violation 1003", RawClient.Frame(RawClient.Binary, []) },
        { "violation 1007", RawClient.Frame(RawClient.Text, [0xED, 0xA0, 0x80]) },
        { "violation 1009", RawClient.Frame(RawClient.Text, new byte[101]) },
        { "close", RawClient.Frame(RawClient.CloseFrame, []) },
        { "close", RawClient.Frame(RawClient.CloseFrame, [0x0B, 0xB8]) },
        { "bad close 1002", RawClient.Frame(RawClient.CloseFrame, [0x03]) },
        { "bad close 1002", RawClient.Frame(RawClient.CloseFrame, [0x03, 0xED]) },
        { "bad close 1007", RawClient.Frame(RawClient.CloseFrame, [0x03, 0xE8, 0xFF]) },
        { "open", RawClient.Frame(RawClient.Text, new byte[100]) },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void Read_WhateverIsWrong_KnowsTheCode(string expected, byte[] bytes) => Assert.Equal(expected, Read(bytes).EndName);

    private static ReferenceReading Read(params byte[] bytes) => ReferenceReader.Read(bytes, maxMessageBytes: 100);
}
