using System.Text;
using System.Text.Json;
using Reasoning.ChaosTests.Checks;

namespace Reasoning.ChaosTests.Clients;

/// <summary>
/// One client's side of a session, over all its connections: what it has seen and asked for, and whether what arrives may
/// arrive now.
/// </summary>
internal sealed class Conversation(string who, Journal journal, Violations violations, bool wantsDeltas = false)
{
    private readonly StreamCheck _check = new(who, violations);
    private readonly Lock _lock = new();
    private readonly List<Chat> _chats = [];
    private string? _epoch;

    public long LastSeq
    {
        get
        {
            lock (_lock)
                return _check.LastSeq;
        }
    }

    /// <summary>What the next connection has to ask for.</summary>
    public string Query
    {
        get
        {
            lock (_lock)
                return $"after={_check.LastSeq}{(_epoch is null ? "" : $"&epoch={_epoch}")}{(wantsDeltas ? "&deltas=true" : "")}";
        }
    }

    public IReadOnlyList<string> OpenRuns
    {
        get
        {
            lock (_lock)
                return [.. _check.OpenRuns.Order(StringComparer.Ordinal)];
        }
    }

    public IReadOnlyList<Chat> Accepted
    {
        get
        {
            lock (_lock)
                return [.. _chats.Where(chat => chat.Run is not null)];
        }
    }

    public IReadOnlyList<Chat> Unaccepted
    {
        get
        {
            lock (_lock)
                return [.. _chats.Where(chat => chat.Run is null)];
        }
    }

    /// <summary>Whether every message was accepted and every run that it knows has ended.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_lock)
                return _chats.All(chat => chat.Run is { } run && _check.Run(run) is { IsOpen: false }) && _check.OpenRuns.Count == 0;
        }
    }

    public void Add(Chat chat)
    {
        lock (_lock)
            _chats.Add(chat);
    }

    public IReadOnlyDictionary<string, int> CountEnds()
    {
        lock (_lock)
        {
            return _check.Runs.Select(run => _check.Run(run)!.EndStatus ?? "open").CountBy(status => status)
                .ToDictionary(count => count.Key, count => count.Value);
        }
    }

    public void Received(ReadOnlyMemory<byte> frame, ConnectionState connection)
    {
        try
        {
            using var message = new WireMessage(frame);
            lock (_lock)
                Judge(message, connection);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            Object($"not a message of the protocol ({e.Message}): {Encoding.UTF8.GetString(frame.Span)}");
        }
    }

    /// <summary>At the end: each run is about what its message had asked.</summary>
    public void End()
    {
        lock (_lock)
        {
            _check.End();
            foreach (var chat in _chats)
            {
                if (chat.Run is not { } id || _check.Run(id) is not { } run)
                    Object($"message {chat.Key} has no run");
                else if ((run.Agent, run.Message, run.EnableReasoning) != (chat.Agent, chat.Message, chat.EnableReasoning))
                    Object($"run {id} answers another message than {chat.Key}");
            }
        }
    }

    private void Judge(WireMessage message, ConnectionState connection)
    {
        if (!connection.IsGreeted)
            Greeted(message, connection);
        else if (message.Seq is not null)
            Event(message);
        else if (message.ReplyTo is { } id)
            Answered(message, connection.TakeAnswered(id));
        else if (message.Type == "caught_up")
            CaughtUp(message, connection);
        else if (message.Type == "reasoning_delta" && wantsDeltas)
            Delta(message, connection);
        else if (message.Type != "ping")
            Object($"nobody asked for this: {message}");
        else if (message.Number("last_seq") > _check.LastSeq)
            Object($"a ping tells of events that were not sent, {_check.LastSeq} was the last: {message}");
    }

    private void Greeted(WireMessage message, ConnectionState connection)
    {
        if (message.Type != "connected")
        {
            Object($"the first message is not connected: {message}");
            return;
        }

        var epoch = message.Text("epoch");
        _epoch ??= epoch;
        if (epoch != _epoch)
            Object($"the epoch was {_epoch}: {message}");
        if (!message.Flag("recovered"))
            Object($"not recovered after {_check.LastSeq}: {message}");
        var lastSeq = message.Number("last_seq");
        if (lastSeq < _check.LastSeq)
            Object($"the log ends before {_check.LastSeq}, which was seen: {message}");
        var runs = message.Data.GetProperty("active_runs").EnumerateArray().Select(run => run.GetProperty("run_id").GetString()!);
        connection.Greeted(lastSeq, [.. runs]);
    }

    private void CaughtUp(WireMessage message, ConnectionState connection)
    {
        if (connection.HasCaughtUp || message.Number("seq") != _check.LastSeq)
            Object($"caught up once, and with {_check.LastSeq}: {message}");
        connection.HasCaughtUp = true;
        if (connection.LastSeqAtStart == _check.LastSeq && !_check.OpenRuns.SetEquals(connection.RunsAtStart))
        {
            Object($"at {_check.LastSeq} the server said that these runs were active: {string.Join(", ", connection.RunsAtStart)}; "
                + $"by its events, these are: {string.Join(", ", _check.OpenRuns)}");
        }
    }

    private void Delta(WireMessage message, ConnectionState connection)
    {
        _check.Delta(message);
        if (!connection.Grow(message.Run!, message.Text("step_id")!, message.Number("offset"), message.Text("content")!.Length))
            Object($"a delta that does not fit what came before: {message}");
    }

    private void Event(WireMessage message)
    {
        journal.Append(message.Frame.Span);
        _check.Event(message);
    }

    private void Answered(WireMessage message, Request? request)
    {
        switch (request, message.Type)
        {
            case (Request.Ask ask, "accepted"):
                Accept(message, ask);
                break;
            case (Request.Interrupt, "interrupted"):
                foreach (var run in message.Data.GetProperty("run_ids").EnumerateArray())
                    _check.Stopped(run.GetString()!);
                break;
            case (Request.Ping ping, "pong") when message.Number("timestamp") == ping.Timestamp:
                break;
            case ({ } refused, "error"):
                Refused(message, refused);
                break;
            default:
                Object($"this does not answer {request?.ToString() ?? "the oldest question"}: {message}");
                break;
        }
    }

    private void Accept(WireMessage message, Request.Ask ask)
    {
        var (chat, isDuplicate) = (ask.Chat, message.Flag("duplicate"));
        if (ask.Forged)
            Object($"another message with the key of run {chat.Run} was accepted: {message}");
        else if (chat.Run is { } known && (message.Run != known || !isDuplicate))
            Object($"message {chat.Key} has run {known} already: {message}");
        else if (message.Run is null)
            Object($"accepted without a run: {message}");
        else if (!isDuplicate && _check.Run(message.Run) is not null)
            Object($"accepted as new after its run's first event: {message}");
        else
            chat.Run = message.Run;
    }

    private void Refused(WireMessage message, Request request)
    {
        var code = message.Text("code");
        var isExpected = code is "unavailable" or "shutting_down" || request switch
        {
            Request.Ask { Forged: true } => code == "conflict",
            // A message that has its run needs no place for another.
            Request.Ask { Chat.Run: null } => code is "too_many_runs" or "busy",
            _ => false,
        };
        if (!isExpected)
            Object($"no reason to refuse {request}: {message}");
    }

    private void Object(string objection) => violations.Add($"{who}: {objection}");
}
