namespace Reasoning.Application.Sessions;

/// <summary>The store does not answer, for now. Whether what it was asked to store is stored is unknown.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
