using System.Text.Json;
using Microsoft.Extensions.AI;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Agents.Loop;

/// <summary>How far a run of the loop is: the conversation, and the calls of the last turn.</summary>
internal sealed class LoopState
{
    private NotedTurn? _unsavedTurn;

    /// <param name="notes">What an earlier attempt stored, in order; empty for a run that begins.</param>
    public LoopState(IEnumerable<ChatMessage> conversation, IReadOnlyList<string> notes, AgentLoopOptions options)
    {
        Messages = [.. conversation];
        Budget = new CallBudget(options);
        foreach (var note in notes)
            Replay(LoopNote.Parse(note));
        _unsavedTurn = null;
    }

    public List<ChatMessage> Messages { get; }

    public CallBudget Budget { get; }

    /// <summary>The last turn that asked for tools.</summary>
    public int Iteration { get; private set; }

    /// <summary>What the turns that asked for tools have used.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>In and out together.</summary>
    public long Tokens => (Usage?.InputTokens ?? 0) + (Usage?.OutputTokens ?? 0);

    /// <summary>The calls of the last turn, in the model's order; none once the model was told what they came to.</summary>
    public IReadOnlyList<LoopCall> Calls { get; private set; } = [];

    public void Begin(NotedTurn turn)
    {
        Iteration = turn.Iteration;
        Usage = turn.Usage?.Plus(Usage) ?? Usage;
        Messages.AddRange(turn.Messages);
        Calls = [.. LoopCall.In(turn.Messages).Select((call, index) => new LoopCall(index, call))];
        _unsavedTurn = turn with { Unreadable = [.. Calls.Where(call => call.Content.Exception is not null).Select(call => call.Index)] };
    }

    /// <summary>Gives a call its id.</summary>
    /// <returns>What to store before it begins.</returns>
    public string Start(LoopCall call)
    {
        call.Id = Budget.UniqueId(call.Content.CallId);
        var note = new LoopNote(_unsavedTurn, new NotedCall(call.Index, call.Id), null);
        _unsavedTurn = null;
        return note.ToString();
    }

    /// <summary>The model is told what its calls came to, in the order in which it asked: whoever was done first, it reads the same.</summary>
    public void AnswerCalls()
    {
        // A call of an earlier attempt that was refused has no note, and the model is owed an answer to each.
        foreach (var call in Calls)
            Messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.Content.CallId, (call.Result ?? LoopCall.Refusal).ForModel)]));
        Calls = [];
    }

    private void Replay(LoopNote note)
    {
        if (note.Turn is { } turn)
        {
            AnswerCalls();
            Begin(turn);
            foreach (var unreadable in turn.Unreadable ?? [])
                Calls[unreadable].Content.Exception = new JsonException("The arguments could not be read.");
        }

        if (note.Call is { } started)
        {
            var call = Calls[started.Index];
            call.Id = Budget.UniqueId(started.Id);
            Budget.TryTake(call.Content);
        }

        if (note.Result is { } result)
            Calls[result.Index].Result = new ToolResult(result.Text, result.Text, result.IsError);
    }
}
