using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.BadInput;

/// <summary>Messages that cannot be served: one error each, and the connection and its runs go on.</summary>
public sealed class BadMessageTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    public static TheoryData<string> NoJson =>
    [
        "", " ", "x", "{", "{\"type\":\"ping\"", "{'type':'ping'}", "{\"type\":\"ping\"} x", "{\"type\":\"ping\"}{\"type\":\"ping\"}",
        "{\"type\":\"ping\",}", "{\"type\":\"ping\"/**/}", "{\"type\":\"ping\",\"timestamp\":NaN}", "{\"type\":\"ping\",\"timestamp\":01}",
        "\uFEFF{\"type\":\"ping\"}", "{\"type\":\"pi\nng\"}", "{\"type\":\"\\x\"}",
    ];

    public static TheoryData<string> NoMessage =>
    [
        "null", "true", "1", "\"ping\"", "[]", "[{\"type\":\"ping\"}]",
        "{}", "{\"type\":null}", "{\"type\":1}", "{\"type\":{}}", "{\"type\":[\"ping\"]}", "{\"Type\":\"ping\"}",
        "{\"type\":\"chat\",\"payload\":\"hello\"}", "{\"type\":\"chat\",\"payload\":[]}", "{\"type\":\"ping\",\"payload\":1}",
        "{\"type\":\"interrupt\",\"payload\":false}", "{\"type\":\"pong\",\"payload\":\"x\"}",
        "{\"type\":\"chat\",\"payload\":{\"message\":1}}", "{\"type\":\"chat\",\"payload\":{\"message\":[\"x\"]}}",
        "{\"type\":\"chat\",\"payload\":{\"message\":\"x\",\"agent_name\":1}}",
        "{\"type\":\"chat\",\"payload\":{\"message\":\"x\",\"enable_reasoning\":\"true\"}}",
        "{\"type\":\"chat\",\"payload\":{\"message\":\"x\",\"enable_reasoning\":1}}",
        "{\"type\":\"interrupt\",\"payload\":{\"run_id\":1}}",
        "{\"type\":\"ping\",\"payload\":{\"timestamp\":\"1\"}}", "{\"type\":\"ping\",\"timestamp\":\"1\"}",
        "{\"type\":\"ping\",\"payload\":{\"timestamp\":{}}}", "{\"type\":\"ping\",\"timestamp\":true}",
        "{\"type\":\"\\ud800\"}", "{\"type\":\"\\udc00ping\"}",
        "{\"type\":\"chat\",\"payload\":{\"message\":\"\\ud800\"}}", "{\"type\":\"chat\",\"payload\":{\"message\":\"a\\udc00b\"}}",
        "{\"type\":\"chat\",\"payload\":{\"message\":\"x\",\"agent_name\":\"\\ud83d\"}}",
        "{\"type\":\"interrupt\",\"payload\":{\"run_id\":\"\\ud800\"}}",
    ];

    public static TheoryData<string> BadIds => ["1", "{}", "[]", "true", "\"\\ud800\"", $"\"{new string('x', 65)}\""];

    [Theory]
    [MemberData(nameof(NoJson))]
    public Task Message_WhenItIsNoJson_GetsInvalidJson(string text) => GetsAsync(text, "invalid_json");

    [Theory]
    [MemberData(nameof(NoMessage))]
    public Task Message_WhenItsFormIsWrong_GetsInvalidMessage(string text) => GetsAsync(text, "invalid_message");

    [Theory]
    [MemberData(nameof(BadIds))]
    public Task Message_WhenItsIdIsNone_GetsInvalidMessage(string id) =>
        GetsAsync($$"""{"type":"ping","id":{{id}}}""", "invalid_message");

    [Theory]
    [InlineData("")]
    [InlineData("Ping")]
    [InlineData("reasoning_step")]
    [InlineData("constructor")]
    public Task Message_WhenItsTypeIsUnknown_GetsUnknownType(string type) =>
        GetsAsync($$"""{"type":"{{type}}","id":"m1"}""", "unknown_type", "m1");

    [Theory]
    [InlineData("""{"type":"chat","id":"m1"}""")]
    [InlineData("""{"type":"chat","id":"m1","payload":null}""")]
    [InlineData("""{"type":"chat","id":"m1","payload":{}}""")]
    [InlineData("""{"type":"chat","id":"m1","payload":{"message":null}}""")]
    [InlineData("""{"type":"chat","id":"m1","payload":{"message":""}}""")]
    [InlineData("""{"type":"chat","id":"m1","payload":{"message":" \t\r\n\u00a0"}}""")]
    public async Task Chat_WhenTheMessageIsMissingOrBlank_GetsValidationFailedWithDetails(string text)
    {
        var error = await GetsAsync(text, "validation_failed", "m1");
        var detail = Assert.Single(error.Data.GetProperty("details").EnumerateArray());
        Assert.Equal(["field", "message"], detail.EnumerateObject().Select(member => member.Name));
        Assert.Equal("message", detail.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ä")]
    [InlineData("\U0001F600")]
    public async Task Chat_WhenTheMessageHas32000Characters_IsServedAndOneMoreIsNot(string character)
    {
        var longest = string.Concat(Enumerable.Repeat(character, 32_000 / character.Length));
        await using var client = await _server.ConnectAsync(query: "agent_name=summarizer");
        await client.SendAsync(Chat(longest));
        Assert.Equal(longest, (await client.NextAsync()).Data.GetProperty("message").GetString());
        Assert.Equal("completed", (await client.UntilEndAsync())[^1].Status);

        await client.SendAsync(Chat(longest + "x"));
        Assert.Equal("validation_failed", (await client.NextAsync()).Code);
        await client.PingAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Load")]
    [InlineData("load ")]
    public Task Chat_WhenTheAgentIsUnknown_GetsAgentNotFound(string agent) =>
        GetsAsync($$$"""{"type":"chat","id":"m1","payload":{"message":"x","agent_name":"{{{agent}}}"}}""", "agent_not_found", "m1");

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public async Task Message_WhenItIsNestedTenThousandDeep_GetsInvalidJson(char open, char close)
    {
        var opening = open == '{' ? "{\"a\":" : "[";
        var deep = $"{string.Concat(Enumerable.Repeat(opening, 10_000))}1{new string(close, 10_000)}";
        await GetsAsync($$"""{"type":"ping","payload":{{deep}}}""", "invalid_json");
        await GetsAsync(deep, "invalid_json");
    }

    [Theory]
    [InlineData("""{"type":"ping","id":"m1","\ud800":1}""")]
    [InlineData("""{"type":"ping","id":"m1","payload":{"\ud800":1}}""")]
    [InlineData("""{"type":"ping","id":"m1","payload":{"x":"\ud800"}}""")]
    [InlineData("""{"type":"pong","id":"m1","x":{"\udc00":"\ud800"}}""")]
    public async Task Message_WhenAnUnknownMemberIsNoText_IsNoFailureOfTheServer(string text)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync(text);
        await client.SendAsync("""{"type":"ping","id":"after"}""");
        var messages = await client.UntilAsync(message => message.ReplyTo == "after");
        Assert.DoesNotContain(messages, message => message.Type == "error" && message.Code == "internal");
        Assert.Empty(_server.Errors);
    }

    [Fact]
    public async Task Message_WhenItIsBad_LeavesTheRunsAlone()
    {
        await using var client = await _server.ConnectAsync();
        var (puppet, run) = await _server.StartPuppetAsync(client);
        await client.SendAsync("{");
        Assert.Equal("invalid_json", (await client.NextAsync()).Code);
        puppet.Answer();
        var events = await client.UntilEndAsync();
        Assert.All(events, message => Assert.Equal(run, message.RunId));
        Assert.Equal("completed", events[^1].Status);
    }

    [Fact]
    public async Task Message_WhenTheUnknownTypeIsHuge_GetsAShortError()
    {
        var error = await GetsAsync($$"""{"type":"{{new string('x', 200_000)}}"}""", "unknown_type");
        Assert.True(error.Text.Length < 1_000);
    }

    [Fact]
    public async Task Message_WhenItComesInFragments_IsPutTogether()
    {
        await using var client = await _server.ConnectAsync();
        var bytes = Encoding.UTF8.GetBytes("""{"type":"ping","id":"ä€😀"}""");
        for (var i = 0; i < bytes.Length; i++)
            await client.SendAsync(bytes.AsMemory(i, 1), WebSocketMessageType.Text, end: i == bytes.Length - 1);
        Assert.Equal("ä€😀", (await client.NextAsync()).ReplyTo);
    }

    [Fact]
    public async Task Message_WhenItIsAsLargeAsItMayBe_IsServed()
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync(Padded(256 * 1024));
        Assert.Equal("pong", (await client.NextAsync()).Type);
        await client.PingAsync();
    }

    internal static byte[] Padded(int size)
    {
        var message = """{"type":"ping"}"""u8;
        var bytes = new byte[size];
        bytes.AsSpan().Fill((byte)' ');
        message.CopyTo(bytes);
        return bytes;
    }

    private static string Chat(string message) => JsonSerializer.Serialize(new { type = "chat", payload = new { message } });

    private async Task<ServerMessage> GetsAsync(string text, string code, string? replyTo = null)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync(text);
        var error = await client.NextAsync();
        Assert.Equal("error", error.Type);
        Assert.Equal(code, error.Code);
        Assert.Equal(replyTo, error.ReplyTo);
        Assert.Equal(replyTo is null ? ["type", "data"] : ["type", "reply_to", "data"], error.Members);
        Assert.NotEmpty(error.Data.GetProperty("message").GetString()!);
        await client.PingAsync();
        return error;
    }
}
