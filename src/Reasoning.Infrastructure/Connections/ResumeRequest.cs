using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Connections;

/// <summary>Where a client wants to go on.</summary>
/// <param name="After">The highest sequence number it has seen.</param>
/// <param name="Epoch">The epoch it was seen in; <see langword="null"/> for the current one.</param>
public sealed record ResumeRequest(long After, Epoch? Epoch);
