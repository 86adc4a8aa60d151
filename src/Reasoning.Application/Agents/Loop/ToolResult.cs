namespace Reasoning.Application.Agents.Loop;

/// <summary>What a tool call came to.</summary>
/// <param name="Shown">For a person, in the log.</param>
/// <param name="Told">For the model, who pays for every word.</param>
internal sealed record ToolResult(string Shown, string Told, bool IsError)
{
    /// <summary>Starts the text of a failed call: the model has no other way to tell.</summary>
    public const string ErrorPrefix = "Error: ";

    public string ForModel => IsError ? ErrorPrefix + Told : Told;

    public static ToolResult Error(string text) => new(text, text, true);
}
