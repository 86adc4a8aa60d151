using System.Net;
using System.Net.Sockets;
using DotNet.Testcontainers.Builders;
using Testcontainers.PostgreSql;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>A server in a container.</summary>
internal sealed class ContainerPostgres : PostgresServer
{
    private readonly PostgreSqlContainer _container;

    private ContainerPostgres(PostgreSqlContainer container) => _container = container;

    public override string ConnectionString => _container.GetConnectionString();

    /// <returns><see langword="null"/> when no Docker engine answers.</returns>
    public static async Task<ContainerPostgres?> TryStartAsync()
    {
        try
        {
            // A port of its own choice: one that Docker chooses would be another after the container was stopped.
            var container = new PostgreSqlBuilder("postgres:17-alpine").WithPortBinding(FreePort(), PostgreSqlBuilder.PostgreSqlPort).Build();
            await container.StartAsync();
            return new ContainerPostgres(container);
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
    }

    public override Task StopAsync() => _container.StopAsync();

    public override Task StartAsync() => _container.StartAsync();

    public override ValueTask DisposeAsync() => _container.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
