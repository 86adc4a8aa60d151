using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class MemorySessionDirectoryTests : SessionDirectoryContract
{
    private protected override (ISessionStore Store, ISessionDirectory Directory) CreateStore()
    {
        var store = new MemorySessionStore(Options.Create(new MemoryStoreOptions()), TimeProvider.System);
        return (store, store);
    }
}
