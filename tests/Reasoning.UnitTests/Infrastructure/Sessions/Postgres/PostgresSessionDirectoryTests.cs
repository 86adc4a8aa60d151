using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

public sealed class PostgresSessionDirectoryTests(TestDatabase database) : SessionDirectoryContract, IClassFixture<TestDatabase>, IAsyncLifetime
{
    private PostgresSessionStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await database.CreateStoreAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Migrate_WhenRunsHaveEndedBefore_FindsOutHow()
    {
        await WriteEveryEndAsync();

        // As the first version left it.
        await database.ExecuteAsync(
            """
            alter table sessions drop column active_at, drop column title, drop column title_folded;
            alter table runs drop column outcome;
            delete from schema_versions where scriptname like '%0002%';
            """);
        await database.CreateSchema().PrepareAsync(Test.Token);

        await KnowsEveryEndAsync(database.CreateAnotherStore());
    }

    private protected override (ISessionStore Store, ISessionDirectory Directory) CreateStore() => (_store, _store);
}
