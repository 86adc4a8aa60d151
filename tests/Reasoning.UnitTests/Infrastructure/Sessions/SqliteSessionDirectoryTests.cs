using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Sessions.Sqlite;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class SqliteSessionDirectoryTests : SessionDirectoryContract, IAsyncDisposable
{
    private readonly StoreFolder _folder = new();
    private SqliteSessionStore _store = null!;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Migrate_WhenRunsHaveEndedBefore_FindsOutHow()
    {
        await WriteEveryEndAsync();
        await _store.DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Root, "0", "reasoning.db")};Pooling=False"))
        {
            // As the first version left it.
            await connection.OpenAsync(Test.Token);
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                DROP INDEX sessions_by_activity;
                ALTER TABLE sessions DROP COLUMN active_at;
                ALTER TABLE sessions DROP COLUMN title;
                ALTER TABLE sessions DROP COLUMN title_folded;
                ALTER TABLE runs DROP COLUMN outcome;
                DELETE FROM SchemaVersions WHERE ScriptName LIKE '%0002%';
                """;
            await command.ExecuteNonQueryAsync(Test.Token);
        }

        await KnowsEveryEndAsync(_folder.Open("0"));
    }

    private protected override (ISessionStore Store, ISessionDirectory Directory) CreateStore()
    {
        _store = _folder.New();
        return (_store, _store);
    }
}
