namespace Reasoning.Application.Agents.Loop;

/// <summary>A tool's failure whose text is meant for the model and for the client: nothing internal may stand in it.</summary>
public sealed class ToolException(string message, Exception? innerException = null) : Exception(message, innerException);
