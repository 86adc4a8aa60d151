namespace Reasoning.ChaosTests.Clients;

/// <summary>A message that one client wants answered, and that is to be answered by exactly one run.</summary>
internal sealed class Chat(string key, string agent, string message, bool enableReasoning)
{
    public string Key { get; } = key;

    public string Agent { get; } = agent;

    public string Message { get; } = message;

    public bool EnableReasoning { get; } = enableReasoning;

    /// <summary>The run that the server has named; <see langword="null"/> until it has accepted the message.</summary>
    public string? Run { get; set; }
}
