namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>The events do not follow what is stored.</summary>
internal sealed class LogGapException(long firstSeq, long lastSeq)
    : InvalidOperationException($"Event {firstSeq} does not follow event {lastSeq}.");
