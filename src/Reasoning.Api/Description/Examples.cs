using System.Text.Json.Nodes;
using Reasoning.Api.Endpoints;
using Reasoning.Api.Endpoints.Knowledge;
using Reasoning.Api.Endpoints.Sessions;

namespace Reasoning.Api.Description;

/// <summary>Bodies as they may be: one conversation, seen from everywhere.</summary>
internal static class Examples
{
    public const string SessionId = "demo";
    public const string RunId = "01a20661ec2171a68984e7494dc7de7b";
    public const string Epoch = "8b715e5a94434bd4";

    public const string EventStream =
        $$$"""
        retry: 1000

        id: {{{Epoch}}}:2
        event: connected
        data: {"type":"connected","data":{"session_id":"{{{SessionId}}}","message":"Connected to agent chat","connection_id":"11111111222233334444555555555555","protocol":1,"epoch":"{{{Epoch}}}","last_seq":3,"active_runs":[],"heartbeat_interval":15,"recovered":true}}

        id: {{{Epoch}}}:3
        event: reasoning_complete
        data: {{{Complete}}}

        event: caught_up
        data: {"type":"caught_up","data":{"seq":3}}


        """;

    public const string RunEnded =
        $$$"""{"type":"run.completed","timestamp":"2026-11-23T03:10:11.667Z","data":{"session_id":"{{{SessionId}}}","run_id":"{{{RunId}}}","agent":"researcher","event":{{{Complete}}}}}""";

    private const string Question = "How does a client resume?";
    private const string Answer = "With `after` and `epoch`.";
    private const decimal Asked = 1795403410.558m;
    private const decimal Answered = 1795403411.667m;
    private const string Complete =
        $$$"""{"type":"reasoning_complete","seq":3,"run_id":"{{{RunId}}}","data":{"status":"completed","iterations":2,"duration_ms":53}}""";

    public static AgentsBody Agents { get; } = new(
    [
        new("researcher", "Searches a folder of documents and answers with quotations.", Default: true, Streaming: true, "continue",
            [new ToolBody("search_documents", "Finds passages.", "read_only")]),
        new("summarizer", "Quotes the most telling sentences of a text.", Default: false, Streaming: false, "restart", []),
    ]);

    public static KnowledgeBody Knowledge { get; } = new(Ready: true, 12, 340, ["What is a session?", "How do I stop a run?"]);

    public static SectionBody Section { get; } = new("docs/protocol.md", "Wire protocol 1 › Resume", "A client that comes back says where it was.", Truncated: false);

    public static ConnectionsBody Connections { get; } = new(3, [SessionId, "other"], Asked);

    public static JsonObject Notice { get; } = Frame("""{"type":"notice","text":"hello"}""");

    public static BroadcastBody Broadcast { get; } = new(true, 3, Notice);

    public static SessionBody Session { get; } = new(SessionId, Question, Asked, Answered, Epoch, 3);

    public static SessionBody SessionWithRuns { get; } = Session with
    {
        Runs = [new RunBody(RunId, "researcher", "completed", Asked, Answered)], HasEarlierRuns = false,
    };

    public static SessionListBody SessionList { get; } = new([Session], null);

    public static RunDetailsBody RunningRun { get; } = new(
        RunId, "researcher", "running", Asked, EndedAt: null, Question, EnableReasoning: true, Answer: null, Citations: null, Error: null);

    public static RunDetailsBody CompletedRun { get; } = RunningRun with
    {
        Status = "completed", EndedAt = Answered, Answer = Answer, Citations = [new CitationBody("docs/protocol.md", "Wire protocol 1 › Resume")],
    };

    public static RunDetailsBody FailedRun { get; } = RunningRun with
    {
        Status = "failed", EndedAt = Answered, Error = new RunErrorBody("agent_failed", "The agent failed; its run cannot go on.", "4bf92f3577b34da6a3ce929d0e0e4736"),
    };

    public static EventsPageBody EventsPage { get; } = new(Epoch, 1, 3, [Frame(Complete)], 3, false);

    private static JsonObject Frame(string text) => JsonNode.Parse(text)!.AsObject();
}
