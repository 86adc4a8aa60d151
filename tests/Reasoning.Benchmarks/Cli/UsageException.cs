namespace Reasoning.Benchmarks.Cli;

internal sealed class UsageException(string message) : Exception(message);
