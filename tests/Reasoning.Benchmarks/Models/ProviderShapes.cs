namespace Reasoning.Benchmarks.Models;

/// <summary>All that the product can talk to. Each says as little as its clients take for an answer.</summary>
internal static class ProviderShapes
{
    private const string ChatChunk = """data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"bench","system_fingerprint":"fp_1","choices":[""";
    private const string Response = """ "response":{"id":"resp_1","object":"response","created_at":1700000000,"model":"bench","parallel_tool_calls":true,"tool_choice":"auto","tools":[],"error":null""";
    private const string ResponseUsage = """{"input_tokens":20,"input_tokens_details":{"cached_tokens":0},"output_tokens":20,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":40}""";

    public static ProviderShape OpenAI { get; } = new(
        "openai",
        "/v1/chat/completions",
        "/v1",
        ChatChunk + """{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""" + "\n\n",
        ChatChunk + """{"index":0,"delta":{"content":"{stamp}"},"finish_reason":null}]}""" + "\n\n",
        ChatChunk + """{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n"
            + ChatChunk + """],"usage":{"prompt_tokens":20,"completion_tokens":20,"total_tokens":40}}""" + "\n\ndata: [DONE]\n\n",
        ["Provider=openai", "ApiKey=none"],
        json => json.GetProperty("choices") is { } choices && choices.GetArrayLength() > 0
            && choices[0].GetProperty("delta").TryGetProperty("content", out var content) ? content.GetString() : null);

    public static ProviderShape Compatible { get; } = OpenAI with { Name = "openai-compatible", Settings = ["Provider=openai-compatible"] };

    public static ProviderShape Responses { get; } = new(
        "responses",
        "/v1/responses",
        "/v1",
        Numbered("response.created", Response + ""","status":"in_progress","output":[]}""")
            + Numbered("response.output_item.added", """ "output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","status":"in_progress","content":[]}""")
            + Numbered("response.content_part.added", """ "item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}"""),
        Numbered("response.output_text.delta", """ "item_id":"msg_1","output_index":0,"content_index":0,"delta":"{stamp}","logprobs":[]"""),
        Numbered("response.completed", Response + ""","status":"completed","output":[],"usage":""" + ResponseUsage + "}"),
        ["Provider=openai", "Interface=Responses", "ApiKey=none"],
        json => json.TryGetProperty("delta", out var delta) ? delta.GetString() : null);

    public static ProviderShape Anthropic { get; } = new(
        "anthropic",
        "/v1/messages",
        "",
        Event("message_start", """ "message":{"id":"msg_1","type":"message","role":"assistant","model":"bench","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":1}}""")
            + Event("content_block_start", """ "index":0,"content_block":{"type":"text","text":""}"""),
        Event("content_block_delta", """ "index":0,"delta":{"type":"text_delta","text":"{stamp}"}"""),
        Event("content_block_stop", """ "index":0""")
            + Event("message_delta", """ "delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":20}""")
            + Event("message_stop", """ "index":0"""),
        ["Provider=anthropic", "ApiKey=none"],
        json => json.TryGetProperty("delta", out var delta) && delta.TryGetProperty("text", out var text) ? text.GetString() : null);

    public static ProviderShape Ollama { get; } = new(
        "ollama",
        "/api/chat",
        "",
        "",
        """{"model":"bench","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"{stamp}"},"done":false}""" + "\n",
        """{"model":"bench","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":1,"load_duration":1,"prompt_eval_count":20,"prompt_eval_duration":1,"eval_count":20,"eval_duration":1}""" + "\n",
        ["Provider=ollama"],
        json => json.GetProperty("message").GetProperty("content").GetString());

    public static IReadOnlyList<ProviderShape> All { get; } = [OpenAI, Compatible, Responses, Anthropic, Ollama];

    /// <summary>Of the interface whose events have numbers.</summary>
    private static string Numbered(string type, string members) => Event(type, members + ""","sequence_number":1""");

    private static string Event(string type, string members) => $"event: {type}\ndata: {{\"type\":\"{type}\",{members}}}\n\n";
}
