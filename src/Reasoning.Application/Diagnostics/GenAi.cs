namespace Reasoning.Application.Diagnostics;

/// <summary>Names of attributes, of OpenTelemetry's conventions for generative AI and our own.</summary>
internal static class GenAi
{
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string Agent = "gen_ai.agent.name";
    public const string Conversation = "gen_ai.conversation.id";
    public const string Tool = "gen_ai.tool.name";
    public const string ToolCall = "gen_ai.tool.call.id";
    public const string ErrorType = "error.type";
    public const string Run = "reasoning.run.id";
    public const string Attempt = "reasoning.run.attempt";
    public const string Outcome = "reasoning.outcome";
}
