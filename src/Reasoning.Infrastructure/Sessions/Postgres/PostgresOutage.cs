using System.Net.Sockets;
using Npgsql;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Tells failures that pass by themselves, or when somebody repairs the server, from those that repeating does not cure.</summary>
internal static class PostgresOutage
{
    private static readonly HashSet<string> PassingStates =
    [
        PostgresErrorCodes.AdminShutdown,
        PostgresErrorCodes.CrashShutdown,
        PostgresErrorCodes.CannotConnectNow,
        PostgresErrorCodes.DatabaseDropped,
        PostgresErrorCodes.QueryCanceled,
        PostgresErrorCodes.IdleSessionTimeout,

        // After a failover, until the name leads to the new primary.
        PostgresErrorCodes.ReadOnlySqlTransaction,
    ];

    public static bool Is(Exception failure) => failure switch
    {
        PostgresException refused => refused.IsTransient || PassingStates.Contains(refused.SqlState) || refused.SqlState.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException { IsTransient: true } => true,
        NpgsqlException { InnerException: IOException or TimeoutException or SocketException } => true,
        TimeoutException or IOException or SocketException => true,
        _ => false,
    };

    public static bool IsLostConnection(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown,
        NpgsqlException { InnerException: IOException or SocketException } => true,
        _ => false,
    };

    public static StoreUnavailableException Unavailable(Exception failure) => new("PostgreSQL does not answer.", failure);
}
