namespace Reasoning.Application.Sessions;

/// <summary>The session was deleted while it was read.</summary>
public sealed class SessionDeletedException() : Exception("The session was deleted.");
