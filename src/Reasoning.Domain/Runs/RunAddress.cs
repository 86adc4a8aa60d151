using Reasoning.Domain.Sessions;

namespace Reasoning.Domain.Runs;

/// <summary>Where a run's events belong.</summary>
public sealed record RunAddress(SessionKey Session, RunId Run);
