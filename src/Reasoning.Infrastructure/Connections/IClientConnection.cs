using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Connections;

/// <summary>What every open connection has, whatever its client speaks.</summary>
internal interface IClientConnection
{
    ConnectionId Id { get; }

    SessionKey Session { get; }

    /// <summary>Its cursor over the session's log.</summary>
    SessionReader Reader { get; }

    /// <summary>Called by the sweep: sends a heartbeat when one is due and ends a connection that is dead.</summary>
    void CheckHeartbeat(long now);

    /// <summary>Closes it after what is queued has been written, or cuts it when that takes too long. The first reason wins.</summary>
    void Close(int code);

    /// <summary>Ends it at once, without a word.</summary>
    void Cut();
}
