using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Chat;

/// <summary>Exactly one run for one message.</summary>
public sealed class IdempotencyTests(SharedServer shared)
{
    private const string Chat = """{"type":"chat","id":"m1","payload":{"message":"steps=2","agent_name":"load","idempotency_key":"k"}}""";
    private readonly TestServer _server = shared.Server;

    [Fact]
    public async Task Chat_WhenSentAgainOnAnotherConnection_IsTheSameRun()
    {
        await using var first = await _server.ConnectAsync();
        await first.SendAsync(Chat);
        var accepted = await first.NextAsync("accepted");
        Assert.False(accepted.Data.GetProperty("duplicate").GetBoolean());
        await first.UntilEndAsync();

        await using var second = await _server.ConnectAsync(first.Session);
        await second.SendAsync(Chat.Replace("m1", "m2", StringComparison.Ordinal));
        var again = await second.NextAsync("accepted");
        Assert.Equal(
            accepted.Text.Replace("m1", "m2", StringComparison.Ordinal).Replace("false", "true", StringComparison.Ordinal), again.Text);
        await second.PingAsync();
        await first.PingAsync();
    }

    [Fact]
    public async Task Chat_WhenSentManyTimesAtOnce_IsOneRun()
    {
        await using var client = await _server.ConnectAsync();
        for (var count = 0; count < 20; count++)
            await client.SendAsync(Chat);

        var answers = new List<ServerMessage>();
        var events = new List<ServerMessage>();
        while (answers.Count < 20 || !events.Exists(message => message.IsTerminal))
        {
            var message = await client.NextAsync();
            (message.Type == "accepted" ? answers : events).Add(message);
        }

        Assert.Single(answers.Select(answer => answer.RunId).Distinct());
        Assert.False(answers[0].Data.GetProperty("duplicate").GetBoolean());
        Assert.All(answers.Skip(1), answer => Assert.True(answer.Data.GetProperty("duplicate").GetBoolean()));
        Assert.Equal(["reasoning_start", "reasoning_step", "reasoning_step", "reasoning_step", "reasoning_complete"], events.Select(message => message.Type));
    }

    [Fact]
    public async Task Chat_WithAKeyAndNoId_IsAcceptedWithoutReplyTo()
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync("""{"type":"chat","payload":{"message":"steps=1","agent_name":"load","idempotency_key":"k"}}""");
        Assert.DoesNotContain("reply_to", (await client.NextAsync("accepted")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":"steps=3","agent_name":"load","idempotency_key":"k"}""")]
    [InlineData("""{"message":"steps=2","agent_name":"summarizer","idempotency_key":"k"}""")]
    [InlineData("""{"message":"steps=2","agent_name":"load","enable_reasoning":false,"idempotency_key":"k"}""")]
    public async Task Chat_WhenTheKeyWasForAnotherMessage_IsAConflict(string payload)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync(Chat);
        await client.UntilEndAsync();
        await client.SendAsync($$"""{"type":"chat","id":"m2","payload":{{payload}}}""");

        var error = await client.NextAsync("error");
        Assert.Equal("conflict", error.Data.GetProperty("code").GetString());
        await client.PingAsync();
    }

    [Theory]
    [InlineData("\"\"", "validation_failed")]
    [InlineData("7", "invalid_message")]
    public async Task Chat_WithABadKey_IsRefused(string key, string code)
    {
        await using var client = await _server.ConnectAsync();
        await client.SendAsync("""{"type":"chat","payload":{"message":"steps=1","agent_name":"load","idempotency_key":KEY}}""".Replace("KEY", key, StringComparison.Ordinal));
        Assert.Equal(code, (await client.NextAsync("error")).Data.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Chat_WithTheLongestKey_IsAcceptedAndOneLongerIsNot()
    {
        await using var client = await _server.ConnectAsync();
        var longest = new string('k', 64);
        await client.SendAsync(Chat.Replace("\"k\"", $"\"{longest}\"", StringComparison.Ordinal));
        await client.UntilEndAsync();
        await client.SendAsync(Chat.Replace("\"k\"", $"\"{longest}k\"", StringComparison.Ordinal));
        Assert.Equal("validation_failed", (await client.NextAsync("error")).Data.GetProperty("code").GetString());
    }
}
