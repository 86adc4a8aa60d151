using Npgsql;

namespace Reasoning.ChaosTests.Stores;

/// <summary>A database of its own on the server that <c>REASONING_TEST_POSTGRES</c> names.</summary>
internal sealed class PostgresStore : ChaosStore
{
    private const string Variable = "REASONING_TEST_POSTGRES";

    private readonly string _server = Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} has to hold the connection string of a PostgreSQL server.");

    private readonly string _name = $"reasoning_chaos_{Guid.NewGuid():N}";

    public override IReadOnlyList<string> Settings => ["--Storage:Provider=postgres", $"--Storage:ConnectionString={Database}"];

    private string Database => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public override Task PrepareAsync(CancellationToken cancellationToken) => ExecuteAsync($"create database {_name}", cancellationToken);

    public override async Task<IStoredLog?> OpenAsync(CancellationToken cancellationToken) =>
        await PostgresLog.OpenAsync(Database, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"drop database if exists {_name} with (force)", CancellationToken.None);
        await base.DisposeAsync();
    }

    private async Task ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
