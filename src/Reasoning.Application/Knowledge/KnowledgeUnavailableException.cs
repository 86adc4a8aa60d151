namespace Reasoning.Application.Knowledge;

/// <summary>The documents cannot be searched now. The message is a sentence for a person.</summary>
public sealed class KnowledgeUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException);
