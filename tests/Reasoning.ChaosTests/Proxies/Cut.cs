namespace Reasoning.ChaosTests.Proxies;

internal enum Direction
{
    ToServer,
    ToClient,
}

internal enum CutKind
{
    /// <summary>A reset: what is under way may be lost on both sides.</summary>
    Reset,

    /// <summary>An orderly end of TCP in the middle of whatever was being said.</summary>
    End,
}

/// <summary>Exactly so many bytes pass in this direction, then both sides are cut off.</summary>
internal sealed record Cut(Direction Direction, long AfterBytes, CutKind Kind);

/// <summary>After so many bytes nothing passes in this direction for a time.</summary>
internal sealed record Stall(Direction Direction, long AfterBytes, TimeSpan Time);
