namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>A PostgreSQL server for tests, wherever it comes from.</summary>
internal abstract class PostgresServer : IAsyncDisposable
{
    /// <summary>For a user who may create databases.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>As in a crash: nobody is told.</summary>
    public abstract Task StopAsync();

    public abstract Task StartAsync();

    public abstract ValueTask DisposeAsync();
}
