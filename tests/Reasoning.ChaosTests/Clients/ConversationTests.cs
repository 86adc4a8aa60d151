using System.Text;
using Reasoning.ChaosTests.Checks;

namespace Reasoning.ChaosTests.Clients;

/// <summary>What a client must not be told, however it has lived until then.</summary>
public sealed class ConversationTests : IDisposable
{
    private const string Start = """{"type":"reasoning_start","seq":1,"run_id":"a","data":{"agent":"load","message":"steps=1","enable_reasoning":false}}""";
    private const string Response = """{"type":"response","seq":2,"run_id":"a","data":{"content":"Done: 1 steps."}}""";
    private const string Complete = """{"type":"reasoning_complete","seq":3,"run_id":"a","data":{"status":"completed","iterations":1}}""";

    private readonly string _path = Path.GetTempFileName();
    private readonly Journal _journal;
    private readonly Violations _violations = new();
    private readonly Conversation _conversation;
    private readonly Chat _chat = new("key", "load", "steps=1", enableReasoning: false);
    private ConnectionState _connection = new();

    public ConversationTests()
    {
        _journal = new Journal(_path);
        _conversation = new Conversation("client", _journal, _violations);
        _conversation.Add(_chat);
    }

    [Fact]
    public void Conversation_WhenAllGoesWellAcrossConnections_IsContent()
    {
        Tell(Connected(0), CaughtUp(0));
        Ask(new Request.Ask(_chat), again: false);
        Ask(new Request.Ask(_chat), again: true);
        Ask(new Request.Ping(5), again: true);
        Tell(Accepted(1, "a"), Start, Accepted(2, "a", duplicate: true), """{"type":"pong","reply_to":"3","data":{"timestamp":5}}""");
        Assert.False(_conversation.IsSettled);

        Reconnect();
        Assert.Equal("after=1&epoch=e", _conversation.Query);
        Tell(Connected(2, "a"), Response, CaughtUp(2), Complete, """{"type":"ping","data":{"last_seq":3}}""");
        Assert.True(_conversation.IsSettled);
        _conversation.End();
        Assert.Empty(_violations.ToList());
    }

    [Theory]
    [InlineData("another epoch", """{"type":"connected","data":{"epoch":"f","recovered":true,"last_seq":1,"active_runs":[{"run_id":"a"}]}}""")]
    [InlineData("a log that is not all there", """{"type":"connected","data":{"epoch":"e","recovered":false,"last_seq":1,"active_runs":[{"run_id":"a"}]}}""")]
    [InlineData("a log that has become shorter", """{"type":"connected","data":{"epoch":"e","recovered":true,"last_seq":0,"active_runs":[{"run_id":"a"}]}}""")]
    [InlineData("an event before connected", Response)]
    public void Received_WhenTheGreetingIsWrong_Objects(string what, string greeting)
    {
        Tell(Connected(0), CaughtUp(0), Start);
        Reconnect();
        Assert.False(_violations.Any);
        Tell(greeting);
        Assert.True(_violations.Any, what);
    }

    [Theory]
    [InlineData("an active run that nobody saw", 1, "a", "b")]
    [InlineData("an open run that is not active", 1)]
    [InlineData("caught up without all of it", 2, "a")]
    [InlineData("caught up with more than there is", 0, "a")]
    public void Received_WhenItHasCaughtUpWithSomethingElse_Objects(string what, int caughtUp, params string[] runs)
    {
        Tell(Connected(0), CaughtUp(0), Start);
        Reconnect();
        Tell(Connected(1, runs));
        Assert.False(_violations.Any);
        Tell(CaughtUp(caughtUp));
        Assert.True(_violations.Any, what);
    }

    [Theory]
    [InlineData("another run for the same message", """{"type":"accepted","reply_to":"2","run_id":"b","data":{"duplicate":true}}""")]
    [InlineData("new although it is known", """{"type":"accepted","reply_to":"2","run_id":"a","data":{"duplicate":false}}""")]
    [InlineData("an answer to a later question first", """{"type":"accepted","reply_to":"3","run_id":"a","data":{"duplicate":true}}""")]
    [InlineData("an answer twice", """{"type":"accepted","reply_to":"1","run_id":"a","data":{"duplicate":true}}""")]
    [InlineData("a pong for a chat", """{"type":"pong","reply_to":"2","data":{"timestamp":2}}""")]
    [InlineData("no place for a run that is there", """{"type":"error","reply_to":"2","data":{"code":"too_many_runs"}}""")]
    [InlineData("a ping ahead of the events", """{"type":"ping","data":{"last_seq":1}}""")]
    [InlineData("something that nobody asked for", """{"type":"accepted","run_id":"a","data":{"duplicate":true}}""")]
    [InlineData("half a message", """{"type":"accepted","reply_to":"2",""")]
    public void Received_WhenTheAnswerIsWrong_Objects(string what, string answer)
    {
        Tell(Connected(0), CaughtUp(0));
        Ask(new Request.Ask(_chat), again: false);
        Ask(new Request.Ask(_chat), again: true);
        Ask(new Request.Ask(_chat), again: true);
        Tell(Accepted(1, "a"));
        Assert.False(_violations.Any);
        Tell(answer);
        Assert.True(_violations.Any, what);
    }

    [Fact]
    public void Received_WhenARunIsAcceptedAfterItsFirstEvent_Objects()
    {
        Tell(Connected(0), CaughtUp(0));
        Ask(new Request.Ask(_chat), again: false);
        Tell(Start);
        Assert.False(_violations.Any);
        Tell(Accepted(1, "a"));
        Assert.True(_violations.Any);
    }

    [Fact]
    public void Received_WhenAForgeryIsAccepted_Objects()
    {
        Tell(Connected(0), CaughtUp(0));
        Ask(new Request.Ask(_chat), again: false);
        Ask(new Request.Ask(_chat, Forged: true), again: true);
        Ask(new Request.Ask(_chat, Forged: true), again: true);
        Tell(Accepted(1, "a"), """{"type":"error","reply_to":"2","data":{"code":"conflict"}}""");
        Assert.False(_violations.Any);
        Tell(Accepted(3, "b"));
        Assert.True(_violations.Any);
    }

    [Fact]
    public void Received_WhenAKnownRunCannotBeInterrupted_Objects()
    {
        Tell(Connected(0), CaughtUp(0));
        Ask(new Request.Interrupt("a"), again: true);
        Tell("""{"type":"error","reply_to":"1","data":{"code":"run_not_found"}}""");
        Assert.True(_violations.Any);
    }

    [Theory]
    [InlineData("a", "1.1", 0, true)]
    [InlineData("a", "1.1", 3, false)]
    [InlineData("b", "1.1", 0, false)]
    public void Received_WhenADeltaDoesNotFit_Objects(string run, string step, int offset, bool fits)
    {
        var conversation = new Conversation("client", _journal, _violations, wantsDeltas: true);
        var start = Start.Replace("false", "true", StringComparison.Ordinal);
        foreach (var message in new[] { Connected(0), CaughtUp(0), start, Delta(run, step, offset) })
            conversation.Received(Encoding.UTF8.GetBytes(message), _connection);
        Assert.Equal(!fits, _violations.Any);
    }

    [Fact]
    public void Received_WhenDeltasWereNotAskedFor_Objects()
    {
        Tell(Connected(0), CaughtUp(0), Start, Delta("a", "1.1", 0));
        Assert.True(_violations.Any);
    }

    [Fact]
    public void End_WhenAMessageHasNoRun_Objects()
    {
        _conversation.End();
        Assert.Contains("message key has no run", _violations.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void End_WhenTheRunAnswersAnotherMessage_Objects()
    {
        Tell(Connected(0), CaughtUp(0));
        Ask(new Request.Ask(_chat), again: false);
        Tell(Accepted(1, "a"), Start.Replace("steps=1", "steps=2", StringComparison.Ordinal));
        Tell("""{"type":"error","seq":2,"run_id":"a","data":{"code":"agent_failed"}}""");
        Assert.False(_violations.Any);
        _conversation.End();
        Assert.Contains("answers another message", _violations.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _journal.Dispose();
        File.Delete(_path);
    }

    private static string Connected(long lastSeq, params string[] runs)
    {
        var active = string.Join(',', runs.Select(run => $$"""{"run_id":"{{run}}"}"""));
        return $$$"""{"type":"connected","data":{"epoch":"e","recovered":true,"last_seq":{{{lastSeq}}},"active_runs":[{{{active}}}]}}""";
    }

    private static string Delta(string run, string step, int offset) =>
        $$$"""{"type":"reasoning_delta","run_id":"{{{run}}}","data":{"step_id":"{{{step}}}","step_type":"thought","iteration":1,"offset":{{{offset}}},"content":"abc"}}""";

    private static string CaughtUp(long seq) => $$$"""{"type":"caught_up","data":{"seq":{{{seq}}}}}""";

    private static string Accepted(int replyTo, string run, bool duplicate = false) =>
        $$$"""{"type":"accepted","reply_to":"{{{replyTo}}}","run_id":"{{{run}}}","data":{"duplicate":{{{(duplicate ? "true" : "false")}}}}}""";

    private void Reconnect() => _connection = new ConnectionState();

    private void Ask(Request request, bool again) => Assert.NotNull(_connection.Ask(request, again));

    private void Tell(params string[] messages)
    {
        foreach (var message in messages)
            _conversation.Received(Encoding.UTF8.GetBytes(message), _connection);
    }
}
