using System.Text.Json;

namespace Reasoning.IntegrationTests.Clients;

/// <summary>A message as a client sees it.</summary>
internal sealed class ServerMessage
{
    public ServerMessage(string text)
    {
        Text = text;
        using var document = JsonDocument.Parse(text);
        Root = document.RootElement.Clone();
    }

    public string Text { get; }

    public JsonElement Root { get; }

    public string Type => Root.GetProperty("type").GetString()!;

    public JsonElement Data => Root.GetProperty("data");

    public long? Seq => Root.TryGetProperty("seq", out var seq) ? seq.GetInt64() : null;

    public string? RunId => TextOf(Root, "run_id");

    public string? ReplyTo => TextOf(Root, "reply_to");

    public string? Code => TextOf(Data, "code");

    public string? Status => TextOf(Data, "status");

    public string? Content => TextOf(Data, "content");

    /// <summary>The type of a <c>reasoning_step</c>.</summary>
    public string? StepType => Type == "reasoning_step" ? TextOf(Data, "type") : null;

    /// <summary>Whether it ends its run.</summary>
    public bool IsTerminal => Type == "reasoning_complete" || (Type == "error" && RunId is not null);

    public IEnumerable<string> Members => Names(Root);

    public IEnumerable<string> DataMembers => Names(Data);

    public override string ToString() => Text;

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}
