namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>The beginning of a log that may go.</summary>
/// <param name="Session">The session's row.</param>
/// <param name="End">The first event that stays.</param>
internal readonly record struct ExpiredPart(long Session, long End);
