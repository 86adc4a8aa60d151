using Reasoning.Infrastructure.Agents.Remote.Wire;

namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>A run's tool calls and what its remote agent noted, those of earlier attempts included.</summary>
internal sealed class RemoteCalls
{
    private readonly Dictionary<string, RemoteCall> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="notes">What was stored with the steps, in order; empty for a run that begins.</param>
    public RemoteCalls(IReadOnlyList<string> notes)
    {
        List<string> own = [];
        foreach (var note in notes.Select(RemoteNote.Parse))
        {
            if (note.Begun is { } call)
                TryBegin(call);
            if (note.Ended is { } ended)
                _open.Remove(ended);
            if (note.Note is { } text)
                own.Add(text);
        }

        Notes = own;
    }

    /// <summary>What the agent noted, as it wrote it.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The calls without a result.</summary>
    public IReadOnlyList<RemoteCall> Open => [.. _open.Values];

    /// <returns><see langword="false"/> when there was a call of this id.</returns>
    public bool TryBegin(RemoteCall call) => _known.Add(call.ToolCallId) && _open.TryAdd(call.ToolCallId, call);

    /// <returns><see langword="null"/> when no call of this id is open.</returns>
    public RemoteCall? End(string id) => _open.Remove(id, out var call) ? call : null;
}
