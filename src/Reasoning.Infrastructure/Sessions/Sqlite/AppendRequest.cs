using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>An append on its way to the database.</summary>
/// <param name="Now">Milliseconds since 1970.</param>
internal readonly record struct AppendRequest(SessionKey Session, long Term, SessionAppend Append, long Now);
