namespace Reasoning.Application.Sessions;

/// <summary>Something that is to be written to a client, in its place in the stream.</summary>
/// <param name="Kind">Which of the other members has a meaning.</param>
/// <param name="Frame">An encoded direct message.</param>
/// <param name="Batch">Events, of which those from <paramref name="Seq"/> on are new to this reader; held for whoever takes them.</param>
/// <param name="Seq">The first of those, or the position that <c>caught_up</c> tells.</param>
/// <param name="Text">A piece of a step that is being produced.</param>
public readonly record struct Outbound(OutboundKind Kind, ReadOnlyMemory<byte> Frame, EventBatch? Batch, long Seq, TextPiece? Text = null);

/// <summary>The kinds of <see cref="Outbound"/>.</summary>
public enum OutboundKind
{
    /// <summary>A direct message.</summary>
    Direct,

    /// <summary>Events of the log.</summary>
    Events,

    /// <summary>A piece of a step that is being produced.</summary>
    Delta,

    /// <summary>The replay that the client asked for is over.</summary>
    CaughtUp,

    /// <summary>A heartbeat is due.</summary>
    Ping,

    /// <summary>A heartbeat of the client's is to be answered.</summary>
    Pong,

    /// <summary>The reader is closed; nothing follows.</summary>
    Close,
}
