using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Clients;

/// <summary>Who is connected.</summary>
public interface IConnectionDirectory
{
    /// <summary>The session of every open connection; a session with several connections appears several times.</summary>
    IReadOnlyCollection<SessionKey> Sessions { get; }
}
