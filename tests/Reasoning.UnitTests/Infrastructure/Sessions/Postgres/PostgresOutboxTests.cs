using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Infrastructure.Sessions.Postgres;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

public sealed class PostgresOutboxTests(TestDatabase database) : OutboxContract, IClassFixture<TestDatabase>, IAsyncLifetime
{
    private PostgresSessionStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await database.CreateStoreAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private protected override (ISessionStore Store, IOutbox Outbox) CreateStore() => (_store, _store);
}
