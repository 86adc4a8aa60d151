using Reasoning.Application.Sessions;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class SqliteSessionDirectoryTests : SessionDirectoryContract, IAsyncDisposable
{
    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private protected override (ISessionStore Store, ISessionDirectory Directory) CreateStore()
    {
        var store = _folder.New();
        return (store, store);
    }
}
