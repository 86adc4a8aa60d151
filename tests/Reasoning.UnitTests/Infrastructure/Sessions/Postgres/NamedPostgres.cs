namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>A server that somebody else runs.</summary>
internal sealed class NamedPostgres(string connectionString) : PostgresServer
{
    public const string Variable = "REASONING_TEST_POSTGRES";

    public override string ConnectionString => connectionString;

    public static NamedPostgres? Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? new NamedPostgres(named) : null;

    public override Task StopAsync() => throw new NotSupportedException();

    public override Task StartAsync() => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
