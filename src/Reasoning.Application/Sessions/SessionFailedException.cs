namespace Reasoning.Application.Sessions;

/// <summary>The session's owner could not go on; its readers have to come back to a new one.</summary>
public sealed class SessionFailedException(Exception? innerException = null) : Exception("The session failed.", innerException);
