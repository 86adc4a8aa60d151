using System.Collections.Concurrent;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>This node's readers by session. Publishing reads an immutable array, so it takes no lock.</summary>
internal sealed class EventFanOut(IDirectEncoder encoder) : IEventFanOut
{
    private readonly ConcurrentDictionary<SessionKey, SessionReader[]> _readers = [];
    private readonly Lock _changes = new();

    public void Publish(SessionKey session, EventBatch batch)
    {
        foreach (var reader in Readers(session))
            reader.Publish(batch);
    }

    public void ShowTexts(SessionKey session)
    {
        foreach (var reader in Readers(session))
            reader.ShowTexts();
    }

    public void Announce(SessionKey session, ConnectionId connection, AcceptedAnswer answer)
    {
        foreach (var reader in Readers(session))
        {
            // In any case, so that it stays ahead of its run; the connection reads no further message until there is room again.
            if (reader.Connection == connection)
                reader.TryPost(encoder.Encode(answer), force: true);
        }
    }

    public void Attach(SessionReader reader)
    {
        lock (_changes)
            _readers[reader.Session] = [.. Readers(reader.Session), reader];
    }

    public void Detach(SessionReader reader)
    {
        lock (_changes)
        {
            SessionReader[] left = [.. Readers(reader.Session).Where(other => other != reader)];
            if (left.Length == 0)
                _readers.TryRemove(reader.Session, out _);
            else
                _readers[reader.Session] = left;
        }
    }

    public void Hold(SessionKey session)
    {
        foreach (var reader in Readers(session))
            reader.Hold();
    }

    public void End(SessionKey session, SessionEnd end)
    {
        foreach (var reader in Readers(session))
            reader.End(end);
    }

    public bool HasReaders(SessionKey session) => _readers.ContainsKey(session);

    private SessionReader[] Readers(SessionKey session) => _readers.GetValueOrDefault(session, []);
}
