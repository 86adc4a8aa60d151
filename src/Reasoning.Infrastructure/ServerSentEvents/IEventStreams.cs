namespace Reasoning.Infrastructure.ServerSentEvents;

/// <summary>Where accepted streams are handed over.</summary>
public interface IEventStreams
{
    /// <summary>Completes when the stream has ended and nothing is written to it any more. Never throws.</summary>
    Task RunAsync(AcceptedStream stream);
}
