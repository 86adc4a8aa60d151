namespace Reasoning.Application.Agents.Loop;

/// <summary>What a tool call came to.</summary>
/// <param name="Text">For a person.</param>
internal sealed record ToolResult(string Text, bool IsError)
{
    /// <summary>Starts the text of a failed call: the model has no other way to tell.</summary>
    public const string ErrorPrefix = "Error: ";

    public string ForModel => IsError ? ErrorPrefix + Text : Text;

    public static ToolResult Error(string text) => new(text, true);
}
