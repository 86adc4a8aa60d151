using Npgsql;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

namespace Reasoning.Benchmarks.Stores;

internal sealed class PostgresKind(string name, PostgresServer server) : StoreKind(name)
{
    private readonly List<TemporaryDatabase> _ofServers = [];

    public override async Task<OpenStore> OpenAsync(CancellationToken cancellationToken)
    {
        var database = await TemporaryDatabase.CreateAsync(server, cancellationToken);
        return new Opened(database, PostgresDataSource.Create(database.ConnectionString));
    }

    public override async Task<BareInsert?> OpenBareAsync(CancellationToken cancellationToken)
    {
        var database = await TemporaryDatabase.CreateAsync(server, cancellationToken);
        return new PostgresBareInsert(database, PostgresDataSource.Create(database.ConnectionString));
    }

    public override async Task<string[]> SettingsAsync(CancellationToken cancellationToken)
    {
        var database = await TemporaryDatabase.CreateAsync(server, cancellationToken);
        _ofServers.Add(database);
        return ["--Storage:Provider=postgres", $"--Storage:ConnectionString={database.ConnectionString}"];
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _ofServers)
            await database.DisposeAsync();
    }

    private sealed class Opened(TemporaryDatabase database, NpgsqlDataSource source)
        : OpenStore(new PostgresSessionStore(new PostgresDatabase(source), TextFrameHeader.Instance))
    {
        public override async Task<double> CommitsAsync(CancellationToken cancellationToken)
        {
            source.Clear();
            return await database.CommitsAsync(cancellationToken);
        }

        public override async ValueTask DisposeAsync()
        {
            await source.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
