using Npgsql;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Lends connections, and says of an outage that it is one.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source)
{
    /// <summary>How many connections there may be at most.</summary>
    public int MaxConnections { get; } = new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize;

    /// <exception cref="Application.Sessions.StoreUnavailableException">The server does not answer.</exception>
    public async ValueTask<T> UseAsync<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await TryAsync(use, cancellationToken);
            }
            catch (Exception failure) when (PostgresOutage.IsLostConnection(failure))
            {
                // A connection that died while nobody used it says so only now, and the others in the pool may have died
                // with it. Once more with a new one: there is nothing here that may not be done twice.
                source.Clear();
                return await TryAsync(use, cancellationToken);
            }
        }
        catch (Exception failure) when (PostgresOutage.Is(failure))
        {
            throw PostgresOutage.Unavailable(failure);
        }
    }

    private async ValueTask<T> TryAsync<T>(
        Func<NpgsqlConnection, CancellationToken, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await use(connection, cancellationToken);
    }
}
