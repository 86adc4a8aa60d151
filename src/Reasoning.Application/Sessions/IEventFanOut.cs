using Reasoning.Application.Clients;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions;

/// <summary>Shows committed events to this node's readers. Never throws, never waits: a reader that cannot keep up reads the log.</summary>
public interface IEventFanOut
{
    /// <summary>Called in the session's turn, in the order of the log.</summary>
    void Publish(SessionKey session, EventBatch batch);

    /// <summary>There is more to see of the steps that are being produced.</summary>
    void ShowTexts(SessionKey session);

    /// <summary>Tells the connection that asked for a run, ahead of the batch that holds the run's first event.</summary>
    void Announce(SessionKey session, ConnectionId connection, AcceptedAnswer answer);

    /// <summary>Called in the session's turn, so that the reader sees every batch after the extent it was told.</summary>
    void Attach(SessionReader reader);

    /// <summary>Called from anywhere; the reader sees nothing more.</summary>
    void Detach(SessionReader reader);

    /// <summary>Keeps every reader of a session from its log, which is being deleted, until <see cref="End"/>.</summary>
    void Hold(SessionKey session);

    /// <summary>Ends every reader of a session.</summary>
    void End(SessionKey session, SessionEnd end);

    bool HasReaders(SessionKey session);
}
