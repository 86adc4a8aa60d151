namespace Reasoning.IntegrationTests.Models;

/// <summary>What some servers do and the mock does not.</summary>
internal enum Dialect
{
    /// <summary>A field <c>reasoning</c>, as of vLLM and OpenRouter.</summary>
    Reasoning,

    /// <summary>Tags in the text, as of LM Studio.</summary>
    ThinkTags,

    /// <summary>Answers that end before their end as OpenAI's own: by an event <c>response.incomplete</c>.</summary>
    Incomplete,

    /// <summary>A field <c>thinking</c>, as of Ollama.</summary>
    Thinking,
}
