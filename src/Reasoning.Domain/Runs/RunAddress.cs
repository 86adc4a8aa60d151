using Reasoning.Domain.Sessions;

namespace Reasoning.Domain.Runs;

/// <summary>Where a run's events belong.</summary>
/// <param name="Attempt">Which attempt at its work says them: work that was left behind is not heard in the next one.</param>
public sealed record RunAddress(SessionKey Session, RunId Run, int Attempt = 1);
