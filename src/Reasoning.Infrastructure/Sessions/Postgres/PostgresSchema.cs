using System.Runtime.ExceptionServices;
using DbUp;
using DbUp.Postgresql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Brings the tables up to this version, one process at a time, and gives a new store its epoch.</summary>
internal sealed partial class PostgresSchema(
    IOptions<PostgresStoreOptions> options, IOptions<StorageOptions> storage, ILogger<PostgresSchema> logger)
{
    private const string Scripts = ".Sessions.Postgres.Scripts.";
    private const string Journal = "schema_versions";

    // "reason" in ASCII; one lock a schema, so that several installations in one database do not wait for each other.
    private const string Lock = "select pg_advisory_lock(x'726561736f6e'::bigint # hashtextextended(current_schema(), 0))";

    private const string FirstEpoch = "insert into meta (epoch) values (@epoch) on conflict do nothing";

    // The new terms make the owners on other nodes, which still tell the old epoch, open their sessions again.
    private const string NewEpoch =
        """
        with renamed as (update meta set epoch = @epoch)
        update sessions set epoch = @epoch, term = nextval('terms')
        """;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Not pooled: closing the connection, or losing it, is what gives the lock back.
        await using var source = PostgresDataSource.Create(
            new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { Pooling = false }.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // However long the other process needs: this one cannot begin before.
        await ExecuteAsync(connection, Lock, epoch: null, cancellationToken);
        Migrate(source, await GetSchemaAsync(connection, cancellationToken));
        await SetEpochAsync(connection, cancellationToken);
    }

    private void Migrate(NpgsqlDataSource source, string schema)
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(new PostgresqlConnectionManager(source))
            .JournalToPostgresqlTable(schema, Journal)
            .WithScriptsEmbeddedInAssembly(typeof(PostgresSchema).Assembly, name => name.Contains(Scripts, StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        foreach (var script in result.Scripts)
            LogMigrated(script.Name);
        if (result.Error is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    private async Task SetEpochAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, FirstEpoch, Epoch.New(), cancellationToken);
        if (!storage.Value.NewEpoch)
            return;

        await ExecuteAsync(connection, NewEpoch, Epoch.New(), cancellationToken);
        LogNewEpoch();
    }

    private static async Task<string> GetSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select current_schema()", connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string
            ?? throw new InvalidOperationException("The connection string's search path names no schema that exists.");
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string text, Epoch? epoch, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        if (epoch is { } value)
            command.Parameters.AddText("epoch", value.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The database was brought up to {Script}")]
    private partial void LogMigrated(string script);

    [LoggerMessage(LogLevel.Warning, "Every session has a new epoch: Storage:NewEpoch is set, and should be for one start only")]
    private partial void LogNewEpoch();
}
