using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

public sealed class MemoryOutboxTests : OutboxContract
{
    [Fact]
    public void Add_WhenNothingIsTaken_KeepsTheNewest()
    {
        var outbox = new MemoryOutbox();
        for (var seq = 1; seq <= MemoryOutbox.MaxDeliveries + 1; seq++)
            outbox.Add(Some.Session, new RunChange.Ended(Some.Run, Some.Time, seq, RunOutcome.Completed) { Tell = ["a"] });

        var all = outbox.Take("a", Some.Time, Some.Time, int.MaxValue);
        Assert.Equal((MemoryOutbox.MaxDeliveries, 2L), (all.Count, all[0].Seq));
    }

    private protected override (ISessionStore Store, IOutbox Outbox) CreateStore()
    {
        var store = new MemorySessionStore(Options.Create(new MemoryStoreOptions()), TimeProvider.System);
        return (store, store);
    }
}
