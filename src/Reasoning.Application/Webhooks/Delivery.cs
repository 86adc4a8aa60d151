using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Webhooks;

/// <summary>The end of a run that somebody has to be told of.</summary>
/// <param name="Seq">The run's terminal event.</param>
/// <param name="Attempts">How many times it was taken, this time included.</param>
public sealed record Delivery(long Id, SessionKey Session, RunId Run, long Seq, DateTimeOffset EndedAt, int Attempts);
