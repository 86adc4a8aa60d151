namespace Reasoning.Infrastructure.WebSockets.Framing;

/// <summary>How far the header of a frame could be read.</summary>
internal enum HeaderState
{
    /// <summary>Not all of it has arrived.</summary>
    Incomplete,

    /// <summary>It breaks RFC 6455; where the next frame begins cannot be known.</summary>
    Invalid,

    /// <summary>It is there and valid.</summary>
    Complete,
}
