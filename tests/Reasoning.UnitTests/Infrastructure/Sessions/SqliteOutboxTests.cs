using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class SqliteOutboxTests : OutboxContract, IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private protected override (ISessionStore Store, IOutbox Outbox) CreateStore()
    {
        var store = _folder.New();
        return (store, store);
    }
}
