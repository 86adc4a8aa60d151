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
        Budget = new CallBudget(options.MaxToolCalls);
        foreach (var note in notes)
            Replay(LoopNote.Parse(note));
        _unsavedTurn = null;
    }

    public List<ChatMessage> Messages { get; }

    public CallBudget Budget { get; }

    /// <summary>The last turn that asked for tools.</summary>
    public int Iteration { get; private set; }

    /// <summary>What the stored turns have used.</summary>
    public TokenUsage? Usage { get; private set; }

    /// <summary>The calls of the last turn, in the model's order.</summary>
    public IReadOnlyList<LoopCall> Calls { get; private set; } = [];

    public void Begin(NotedTurn turn)
    {
        _unsavedTurn = turn;
        Iteration = turn.Iteration;
        Messages.AddRange(turn.Messages);
        Calls = [.. LoopCall.In(turn.Messages).Select((call, index) => new LoopCall(index, call))];
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

    /// <returns>What to store with the result.</returns>
    public string Finish(LoopCall call, ToolResult result)
    {
        Answer(call, result);
        return new LoopNote(null, null, new NotedResult(call.Index, result.Text, result.IsError)).ToString();
    }

    /// <summary>The model is told a result.</summary>
    public void Answer(LoopCall call, ToolResult result)
    {
        call.IsAnswered = true;
        Messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.Content.CallId, result.ForModel)]));
    }

    private void Replay(LoopNote note)
    {
        if (note.Turn is { } turn)
        {
            // A call of the turn before that was refused has no note, and the model is owed an answer to each.
            foreach (var refused in Calls.Where(call => !call.IsAnswered))
                Answer(refused, LoopCall.Refusal);
            Begin(turn);
            Usage = turn.Usage?.Plus(Usage) ?? Usage;
        }

        if (note.Call is { } started)
        {
            Calls[started.Index].Id = Budget.UniqueId(started.Id);
            Budget.TryTake();
        }

        if (note.Result is { } result)
            Answer(Calls[result.Index], new ToolResult(result.Text, result.IsError));
    }
}
