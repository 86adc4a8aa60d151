namespace Reasoning.Api.Description;

/// <summary>The chapters of the OpenAPI document.</summary>
internal static class ApiTag
{
    public const string Sessions = "Sessions";
    public const string Messages = "Messages";
    public const string Agents = "Agents";
    public const string Knowledge = "Knowledge";
    public const string Connections = "Connections";
    public const string Health = "Health";

    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        (Sessions, "What was asked and answered: each session has a log of numbered events, and the runs that wrote it."),
        (Messages, "Asking, and stopping what was begun."),
        (Agents, "Who answers."),
        (Knowledge, "The documents that answers come from."),
        (Connections, "Who is connected, and a message to everybody."),
        (Health, "For an orchestrator."),
    ];
}
