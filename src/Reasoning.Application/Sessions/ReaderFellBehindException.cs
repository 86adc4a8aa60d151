namespace Reasoning.Application.Sessions;

/// <summary>The reader was slower than the log is long: what it has to read next is no longer held.</summary>
public sealed class ReaderFellBehindException() : Exception("The log no longer holds the next event of this reader.");
