using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Reasoning.UnitTests.Support;

/// <summary>Remembers what was logged.</summary>
internal sealed class LogRecorder<T> : ILogger<T>
{
    public ConcurrentQueue<(LogLevel Level, string Text, Exception? Failure)> Lines { get; } = [];

    public IEnumerable<string> Errors => Lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Text}: {line.Failure}");

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception), exception));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
