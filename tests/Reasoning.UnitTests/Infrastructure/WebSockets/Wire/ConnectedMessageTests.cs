using System.Text;
using System.Text.Json;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.UnitTests.Infrastructure.WebSockets.Wire;

public sealed class ConnectedMessageTests
{
    private static readonly ActiveRunData Run = new(
        new RunId(Guid.Parse("01a20661-ec21-71a6-8984-e7494dc7de7b")), "load", DateTimeOffset.FromUnixTimeMilliseconds(1_795_403_410_007));

    public static TheoryData<string> Cases => [.. All.Keys];

    /// <summary>Every member with a value and without, and texts that have to be escaped.</summary>
    private static Dictionary<string, object> All { get; } = new()
    {
        ["a new connection"] = new ConnectedData("s", "researcher", "Hello", "c", 1, "e", 0, [], 30, 262_144, null, null, null),
        ["one that only listens"] = new ConnectedData("s", null, "Hello", "c", 1, "e", 7, [], 15, null, null, null, null),
        ["one that came back"] = new ConnectedData("s", "a", "Hello", "c", 1, "e", long.MaxValue, [Run, Run], 0.1, 1, true, null, null),
        ["one that has missed too much"] = new ConnectedData("s", "a", "Hello", "c", 1, "e", 9, [Run], 1e-7, int.MaxValue, false, "truncated", 5),
        ["texts that are escaped"] = new ConnectedData("~", "\"é\u2028\ud83e\udda6<\\", "\u0001\n", "", 1, "", 0, [Run with { Agent = "'+\t" }], 1e21, null, null, "", 1),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Encode_WhateverIsToBeTold_WritesWhatTheSerializerWrites(string name)
    {
        var data = (ConnectedData)All[name];

        var written = ConnectedMessage.Encode(data);

        var serialized = JsonSerializer.SerializeToUtf8Bytes(
            new DirectMessage<ConnectedData>("connected", null, null, data), WireJson.Context.Connected);
        Assert.Equal(Encoding.UTF8.GetString(serialized), Encoding.UTF8.GetString(written.Span));
    }
}
