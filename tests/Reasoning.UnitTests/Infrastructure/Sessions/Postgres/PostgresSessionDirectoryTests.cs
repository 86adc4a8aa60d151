using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Sessions.Postgres;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

public sealed class PostgresSessionDirectoryTests(TestDatabase database) : SessionDirectoryContract, IClassFixture<TestDatabase>, IAsyncLifetime
{
    private PostgresSessionStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await database.CreateStoreAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override (ISessionStore Store, ISessionDirectory Directory) CreateStore() => (_store, _store);
}
