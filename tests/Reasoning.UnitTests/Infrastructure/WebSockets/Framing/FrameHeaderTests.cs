using System.Buffers;
using Reasoning.Infrastructure.WebSockets.Framing;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Framing;

/// <summary>RFC 6455, section 5.2.</summary>
public sealed class FrameHeaderTests
{
    [Theory]
    [InlineData(0, 6)]
    [InlineData(125, 6)]
    [InlineData(126, 8)]
    [InlineData(65_535, 8)]
    [InlineData(65_536, 14)]
    [InlineData(long.MaxValue, 14)]
    public void Read_WhateverTheLength_IsWhatWasWritten(long length, int expectedSize)
    {
        var bytes = ClientFrames.Header(0x01, length);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var state = FrameHeader.Read(TinySegment.Sequence([.. bytes, 1, 2, 3], piece), out var header, out var size);
            Assert.Equal((HeaderState.Complete, expectedSize), (state, size));
            Assert.Equal(new FrameHeader(Opcode.Text, IsFinal: false, length, ClientFrames.SomeMask), header);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(500)]
    [InlineData(70_000)]
    public void Read_WhenAByteIsMissing_WaitsForIt(long length)
    {
        var bytes = ClientFrames.Header(0x81, length);
        for (var count = 0; count < bytes.Length; count++)
            Assert.Equal(HeaderState.Incomplete, FrameHeader.Read(new ReadOnlySequence<byte>(bytes, 0, count), out _, out _));
    }

    [Fact]
    public void Read_WhateverTheFirstByte_TakesWhatTheRfcDefines()
    {
        for (var first = 0; first <= byte.MaxValue; first++)
        {
            var opcode = first & 0x0F;
            var isFinal = (first & 0x80) != 0;
            var isReserved = (first & 0x70) != 0;
            var isKnown = isFinal ? opcode is 0 or 1 or 2 or 8 or 9 or 10 : opcode is 0 or 1 or 2;
            var expected = !isReserved && isKnown ? HeaderState.Complete : HeaderState.Invalid;
            Assert.Equal(expected, FrameHeader.Read(new ReadOnlySequence<byte>(ClientFrames.Header(first, 3)), out _, out _));
        }
    }

    [Theory]
    [InlineData(0x81, 0x05)]
    [InlineData(0x81, 0x7E)]
    [InlineData(0x89, 0x00)]
    [InlineData(0x88, 0xFE)]
    [InlineData(0x89, 0xFF)]
    [InlineData(0x8A, 0xFE)]
    [InlineData(0x09, 0x80)]
    public void Read_WhenTwoBytesAreEnoughToRefuseIt_DoesNotWaitForMore(byte first, byte second) =>
        Assert.Equal(HeaderState.Invalid, FrameHeader.Read(new ReadOnlySequence<byte>([first, second]), out _, out _));

    [Theory]
    [InlineData(new byte[] { 126, 0, 0 })]
    [InlineData(new byte[] { 126, 0, 125 })]
    [InlineData(new byte[] { 127, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF })]
    [InlineData(new byte[] { 127, 0x80, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Read_WhenTheLengthIsNotMinimalOrNegative_RefusesIt(byte[] length)
    {
        byte[] bytes = [0x81, (byte)(0x80 | length[0]), .. length[1..], .. ClientFrames.MaskBytes(ClientFrames.SomeMask)];
        Assert.Equal(HeaderState.Invalid, FrameHeader.Read(new ReadOnlySequence<byte>(bytes), out _, out _));
    }

    [Theory]
    [InlineData(0, new byte[] { 0x81, 0 })]
    [InlineData(125, new byte[] { 0x81, 125 })]
    [InlineData(126, new byte[] { 0x81, 126, 0, 126 })]
    [InlineData(65_535, new byte[] { 0x81, 126, 0xFF, 0xFF })]
    [InlineData(65_536, new byte[] { 0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0 })]
    public void Write_WhateverTheLength_IsUnmaskedAndMinimal(int length, byte[] expected)
    {
        var header = new byte[FrameHeader.LongestUnmasked];
        Assert.Equal(expected, header[..FrameHeader.Write(header, Opcode.Text, length)]);
    }
}
