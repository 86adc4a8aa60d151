using System.Globalization;

using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Compare;
using Reasoning.Benchmarks.Machine;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

namespace Reasoning.Benchmarks.Stores;

internal static class StoresCommand
{
    private const string Postgres = "postgres";

    private static readonly string[] Names = ["memory", "sqlite-full", "sqlite-normal", Postgres];

    private static readonly StoreCell[] Cells = [new AppendCell(), new PaceCell(), new ReplayCell(), new ReconnectCell()];

    public static async Task RunAsync(StoresOptions options, CancellationToken cancellationToken)
    {
        if (options.Stores.FirstOrDefault(name => !Names.Contains(name)) is { } unknown)
            throw new UsageException($"there is no store '{unknown}'; there are {string.Join(", ", Names)}");
        if (options.Cells.FirstOrDefault(name => !Cells.Any(cell => cell.Name == name)) is { } unknownCell)
            throw new UsageException($"there is no cell '{unknownCell}'; there are {string.Join(", ", Cells.Select(cell => cell.Name))}");

        var wanted = Names.Where(name => options.Stores.Length == 0 || options.Stores.Contains(name)).ToArray();
        var machine = MachineFacts.Describe();
        var folder = Directory.CreateDirectory(Path.Combine(options.Folder, $"reasoning-stores-{Guid.NewGuid():N}")).FullName;
        await using var server = wanted.Contains(Postgres) ? await FindPostgresAsync() : null;
        var kinds = wanted.Select(name => Create(name, folder, server)).OfType<StoreKind>().ToArray();
        try
        {
            var table = new ColumnTable([.. kinds.Select(kind => kind.Name)]);
            foreach (var cell in Cells.Where(cell => options.Cells.Length == 0 || options.Cells.Contains(cell.Name)))
                await cell.RunAsync(kinds, options, table, cancellationToken);
            var databases = await DescribeAsync(wanted, folder, server, cancellationToken);
            Console.WriteLine(table.ToMarkdown(string.Create(CultureInfo.InvariantCulture, $"""
                {machine}
                {databases}. Medians of {options.Rounds} rounds, in each of them every store in turn; append and pace {options.Window.TotalSeconds} s each; after {options.WarmUp.TotalSeconds} s of warm-up for each store and cell. Every event was counted and its order checked.
                """)));
        }
        finally
        {
            foreach (var kind in kinds)
                await kind.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<PostgresServer?> FindPostgresAsync() =>
        (PostgresServer?)NamedPostgres.Find() ?? await InstalledPostgres.TryStartAsync(survivesMachine: true);

    private static StoreKind? Create(string name, string folder, PostgresServer? server) => name switch
    {
        "memory" => new MemoryKind(),
        "sqlite-full" => new SqliteKind(name, folder, StorageSynchronous.Full),
        "sqlite-normal" => new SqliteKind(name, folder, StorageSynchronous.Normal),
        _ => server is null ? null : new PostgresKind(name, server),
    };

    private static async Task<string> DescribeAsync(
        string[] wanted, string folder, PostgresServer? server, CancellationToken cancellationToken)
    {
        var disk = $"SQLite on {new DriveInfo(folder).DriveFormat}";
        if (server is not null)
            return $"{disk}; {await TemporaryDatabase.DescribeAsync(server, cancellationToken)}";
        return wanted.Contains(Postgres)
            ? $"{disk}; PostgreSQL was left out: {NamedPostgres.Variable} names no server, and it is not installed"
            : disk;
    }
}
