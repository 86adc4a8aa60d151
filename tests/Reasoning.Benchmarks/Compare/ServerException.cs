namespace Reasoning.Benchmarks.Compare;

/// <summary>A server could not be started, or died.</summary>
internal sealed class ServerException(string message) : Exception(message);
