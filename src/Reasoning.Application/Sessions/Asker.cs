using Reasoning.Application.Clients;

namespace Reasoning.Application.Sessions;

/// <summary>The message that asked for a run, and wants to be told that it is accepted.</summary>
public sealed class Asker(ConnectionId connection, string? replyTo)
{
    private int _answered;

    public ConnectionId Connection { get; } = connection;

    public string? ReplyTo { get; } = replyTo;

    /// <summary>Whoever gets <see langword="true"/> answers: "accepted" and "not stored in time" exclude each other.</summary>
    public bool TryAnswer() => Interlocked.Exchange(ref _answered, 1) == 0;
}
