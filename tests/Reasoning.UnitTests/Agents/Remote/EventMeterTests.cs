using System.Text;
using Reasoning.Infrastructure.Agents.Remote;

namespace Reasoning.UnitTests.Agents.Remote;

public sealed class EventMeterTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("data: 1\n\n", 9)]
    [InlineData("data: 1\n\ndata: 22\n\nx", 10)]
    [InlineData("data: 1\ndata: 2\n\n", 17)]
    [InlineData("data: 1\r\rdata: 1\r\r", 9)]
    [InlineData("data: 1\r\n\r\ndata: 1\r\n\r\n", 11)]
    [InlineData("\n\n\n", 1)]
    [InlineData("never an end, only lines\nx\nx\nx\nx", 32)]
    public void Add_WhateverThePieces_GivesTheLongestEvent(string text, int longest)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(longest, new EventMeter().Add(bytes));
        for (var size = 1; size <= bytes.Length; size++)
        {
            var meter = new EventMeter();
            Assert.Equal(longest, bytes.Chunk(size).Max(piece => meter.Add(piece)));
        }
    }
}
