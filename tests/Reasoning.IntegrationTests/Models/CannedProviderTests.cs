using System.Net;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Models;

/// <summary>What providers say and the mock cannot, as their documentation has it.</summary>
public sealed class CannedProviderTests : IAsyncLifetime
{
    private CannedProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await CannedProvider.StartAsync();

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Theory]
    [InlineData("openai", 400, """{"error":{"code":"context_length_exceeded","type":"invalid_request_error"}}""", "The conversation is too long for the model.")]
    [InlineData("openai", 429, """{"error":{"code":"insufficient_quota","type":"insufficient_quota"}}""", "The model's provider wants this server's account to be paid for.")]
    [InlineData("azure", 400, """{"error":{"code":"content_filter","innererror":{}}}""", "The model's content filter stopped the answer.")]
    [InlineData("anthropic", 402, """{"type":"error","error":{"type":"billing_error"}}""", "The model's provider wants this server's account to be paid for.")]
    [InlineData("anthropic", 413, """{"type":"error","error":{"type":"request_too_large"}}""", "The conversation is too long for the model.")]
    [InlineData("anthropic", 529, """{"type":"error","error":{"type":"overloaded_error"}}""", "The model's provider cannot be reached or failed; try again later.")]
    [InlineData("ollama", 404, """{"error":"model 'mock-model' not found"}""", "The model's provider does not know this model.")]
    [InlineData("openai", 302, "", "The model's provider does not accept the request.")]
    [InlineData("compatible", 200, "<html>Please log in</html>", "The model broke off before it had finished.")]
    public async Task Chat_WhenTheProviderRefuses_SaysWhy(string shape, int status, string body, string text)
    {
        _provider.Say(body, "application/json", (HttpStatusCode)status, location: "/elsewhere");
        await using var server = await StartAsync(shape, retries: 0);
        var events = await ChatAsync(server);

        Assert.Equal(text, events[^1].Data.GetProperty("message").GetString());
        Assert.Single(_provider.Requests);
    }

    [Theory]
    [InlineData("anthropic", Anthropic.Start + Anthropic.Overloaded, Anthropic.Start + Anthropic.Rest)]
    [InlineData("ollama", Ollama.Start + Ollama.Error, Ollama.Start + Ollama.Rest)]
    [InlineData("compatible", Chat.Start + Chat.Error, Chat.Start + Chat.Rest)]
    [InlineData("compatible", Chat.Start + Chat.ErrorReason, Chat.Start + Chat.Rest)]
    [InlineData("responses", Responses.Start + Responses.Failed, Responses.Start + Responses.Rest)]
    [InlineData("responses", Responses.Start + Responses.Error, Responses.Start + Responses.Rest)]
    public async Task Chat_WhenTheProviderFailsInItsStream_BeginsTheTurnAnew(string shape, string broken, string whole)
    {
        _provider.Say(broken);
        _provider.Say(whole);
        await using var server = await StartAsync(shape, retries: 1);
        var events = await ChatAsync(server);

        var steps = events.Where(message => message.StepType is not null).ToList();
        Assert.Equal(["error", "final_answer"], steps.Select(step => step.StepType));
        Assert.EndsWith("It begins this turn anew.", steps[0].Content, StringComparison.Ordinal);
        Assert.Equal("Half and whole.", steps[1].Content);
    }

    [Fact]
    public async Task Chat_WhenAnthropicSendsBrokenArguments_TellsTheModel()
    {
        _provider.Say(Anthropic.BrokenCall);
        _provider.Say(Anthropic.Start + Anthropic.Rest);
        await using var server = await StartAsync("anthropic", retries: 0);
        var events = await ChatAsync(server);

        Assert.Equal("The arguments are no valid JSON object.", events.Single(message => message.StepType == "tool_result").Content);
        Assert.Equal("completed", events[^1].Status);
    }

    [Fact]
    public async Task Chat_WhenOllamaReachesItsLimit_SaysSoAndCountsTokens()
    {
        _provider.Say(Ollama.Start + Ollama.TooLong, "application/x-ndjson");
        await using var server = await StartAsync("ollama", retries: 0);
        var events = await ChatAsync(server);

        Assert.Equal(
            ["error The model reached its output limit: its answer is cut off.", "final_answer Half"],
            events.Where(message => message.StepType is not null).Select(step => $"{step.StepType} {step.Content}"));
        var usage = events[^1].Data.GetProperty("usage");
        Assert.Equal((11, 7), (usage.GetProperty("input_tokens").GetInt32(), usage.GetProperty("output_tokens").GetInt32()));
    }

    /// <summary>Anthropic refuses a conversation with tool calls that does not name the tools; others might call them.</summary>
    [Theory]
    [InlineData("compatible", Chat.Start + Chat.Rest, false)]
    [InlineData("responses", Responses.Start + Responses.Rest, false)]
    [InlineData("ollama", Ollama.Start + Ollama.Rest, false)]
    [InlineData("anthropic", Anthropic.Start + Anthropic.Rest, true)]
    public async Task Chat_WhenItIsTheLastTurn_LetsTheModelCallNothing(string shape, string answer, bool named)
    {
        _provider.Say(answer);
        await using var server = await StartAsync(shape, retries: 0, ("Agents:Definitions:agent:Limits:MaxIterations", "1"));
        Assert.Equal("completed", (await ChatAsync(server))[^1].Status);

        var request = JsonDocument.Parse(Assert.Single(_provider.Requests)).RootElement;
        Assert.Equal(named, request.TryGetProperty("tools", out _));
        Assert.Equal(named ? "none" : null, request.TryGetProperty("tool_choice", out var choice) ? choice.GetProperty("type").GetString() : null);
    }

    [Fact]
    public async Task Chat_WhenTheProviderRepeatsTheKey_KeepsItOutOfTheLog()
    {
        _provider.Say("""{"error":{"message":"Incorrect key provided: the-very-secret-key"}}""", "application/json", HttpStatusCode.Unauthorized);
        await using var server = await StartAsync("openai", retries: 0, ("Models:openai:ApiKey", "the-very-secret-key"));
        var events = await ChatAsync(server);

        Assert.Equal("agent_failed", events[^1].Code);
        Assert.Contains(server.Warnings, line => line.Contains("Incorrect key provided: [key]", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Warnings, line => line.Contains("the-very-secret-key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("compatible", Chat.Start + Chat.Error)]
    [InlineData("anthropic", Anthropic.Start + Anthropic.Overloaded)]
    [InlineData("responses", Responses.Start + Responses.Failed)]
    [InlineData("ollama", Ollama.Start + Ollama.Error)]
    public async Task Chat_WhenTheProviderRepeatsTheKeyInItsStream_KeepsItOutOfTheLog(string shape, string said)
    {
        _provider.Say(said.Replace("secret", "the-very-secret-key", StringComparison.Ordinal));
        await using var server = await StartAsync(shape, retries: 0, ($"Models:{shape}:ApiKey", "the-very-secret-key"));
        var events = await ChatAsync(server);

        Assert.Equal("agent_failed", events[^1].Code);
        Assert.NotEmpty(server.Warnings);
        Assert.DoesNotContain(server.Warnings, line => line.Contains("the-very-secret-key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("compatible", Chat.Start)]
    [InlineData("anthropic", Anthropic.Start)]
    [InlineData("responses", Responses.Start)]
    [InlineData("ollama", Ollama.Start)]
    public async Task Interrupt_WhenTheModelSpeaks_ClosesTheRequest(string shape, string piece)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _provider.SayEndlessly(piece, gone);
        await using var server = await StartAsync(shape, retries: 0);
        await using var client = await server.ConnectAsync(query: "deltas=true");
        await client.ChatAsync("Speak.", "agent");
        await client.NextAsync("reasoning_delta");
        await client.InterruptAsync();
        var end = (await client.UntilEndAsync())[^1];

        Assert.Equal("interrupted", end.Status);
        await gone.Task.InTime();
    }

    [Theory]
    [InlineData("compatible")]
    [InlineData("anthropic")]
    [InlineData("responses")]
    [InlineData("ollama")]
    public async Task Chat_WhenTheModelSendsALineWithoutAnEnd_ListensNoLonger(string shape)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _provider.Pour(new string('x', 1024 * 1024), gone);
        await using var server = await StartAsync(shape, retries: 1);
        var events = await ChatAsync(server);

        Assert.Equal("The model said more than it may in one turn.", events[^1].Data.GetProperty("message").GetString());
        await gone.Task.InTime();
    }

    private static async Task<IReadOnlyList<ServerMessage>> ChatAsync(TestServer server)
    {
        await using var client = await server.ConnectAsync(query: "deltas=true");
        await client.ChatAsync("Speak.", "agent");
        return await client.UntilEndAsync();
    }

    private Task<TestServer> StartAsync(string name, int retries, params (string Key, string Value)[] settings)
    {
        var shape = ProviderShape.All.Single(shape => shape.Name == name);
        return TestServer.StartAsync(
        [
            ($"Models:{name}:Endpoint", new Uri(_provider.Address, shape.Path).ToString()),
            ($"Models:{name}:Model", "mock-model"),
            .. shape.Settings.Select(setting => ($"Models:{name}:{setting.Key}", setting.Value)),
            ("Agents:Definitions:agent:Description", "Speaks."),
            ("Agents:Definitions:agent:Model", name),
            ("Agents:Definitions:agent:Tools:0", "calculator"),
            ("Agents:Definitions:agent:Limits:ModelRetries", $"{retries}"),
            ("Agents:Definitions:agent:Limits:MaxRetryDelay", "00:00:00.010"),
            .. settings,
        ]);
    }

    private static class Chat
    {
        public const string Start = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Half\"}}]}\n\n";
        public const string Rest = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" and whole.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        public const string Error = "data: {\"error\":{\"message\":\"secret\",\"code\":502}}\n\n";
        public const string ErrorReason = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"error\":{\"code\":\"server_error\",\"message\":\"secret\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n";
    }

    private static class Anthropic
    {
        public const string Begin = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"m\",\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n";
        public const string Start = Begin
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Half\"}}\n\n";
        public const string Rest = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" and whole.\"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":5}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        public const string Overloaded = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"secret\"}}\n\n";
        public const string BrokenCall = Begin
            + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"calculator\",\"input\":{}}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"expression\\\": \"}}\n\n"
            + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":5}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    }

    private static class Ollama
    {
        public const string Start = "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"Half\"},\"done\":false}\n";
        public const string Rest = "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\" and whole.\"},\"done\":false}\n"
            + "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":11,\"eval_count\":7}\n";
        public const string TooLong = "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"length\",\"prompt_eval_count\":11,\"eval_count\":7}\n";
        public const string Error = "{\"error\":\"secret: an error was encountered while running the model\"}\n";
    }

    private static class Responses
    {
        public const string Start = "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"in_progress\",\"output\":[]}}\n\n"
            + "event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"i\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}}\n\n"
            + "event: response.content_part.added\ndata: {\"type\":\"response.content_part.added\",\"sequence_number\":2,\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}}\n\n"
            + "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":3,\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"Half\"}\n\n";
        public const string Rest = "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":4,\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\" and whole.\"}\n\n"
            + "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":5,\"response\":{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"total_tokens\":2}}}\n\n";
        public const string Failed = "event: response.failed\ndata: {\"type\":\"response.failed\",\"sequence_number\":4,\"response\":{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"model\":\"m\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"secret\"},\"output\":[]}}\n\n";
        public const string Error = "event: error\ndata: {\"type\":\"error\",\"sequence_number\":4,\"code\":\"rate_limit_exceeded\",\"message\":\"secret\",\"param\":null}\n\n";
    }
}
