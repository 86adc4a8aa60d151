using Reasoning.Domain.Runs;

namespace Reasoning.Application.Sessions;

/// <summary>An event in its place in the session's log.</summary>
public readonly record struct SessionEvent(long Seq, RunId Run, RunEvent Event);
