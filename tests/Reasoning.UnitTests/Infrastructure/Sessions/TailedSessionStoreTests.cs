using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.Infrastructure.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>A store with a tail keeps every promise of a store; most of what is read does not reach the one behind.</summary>
public sealed class TailedSessionStoreTests : SessionStoreContract, IAsyncDisposable
{
    private static readonly SessionKey A = Some.Key("a");
    private static readonly SessionKey B = Some.Key("b");

    private readonly StoreFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Read_WhenTheEventIsInTheTail_DoesNotAskTheStore()
    {
        var inner = _folder.New();
        var store = Tailed(inner);
        await WriteAsync(store, A, events: 3);
        await inner.DisposeAsync();

        Assert.Equal(["e2", "e3"], await ReadAllAsync(store, A, after: 1, upTo: 3, maxBytes: 100));
    }

    [Fact]
    public async Task Read_WhenTheTailHasForgotten_AsksTheStore()
    {
        var store = Tailed(_folder.New(), new TailOptions { MaxSessionBytes = 1024, MaxBytes = 4096 });
        foreach (var session in new[] { A, B })
        {
            var owner = await store.OpenAsync(session, Test.Token);
            for (var seq = 1; seq <= 40; seq++)
                await AppendAsync(store, session, owner, Batch(seq, 1, bytesEach: 300));
        }

        foreach (var session in new[] { A, B })
            Assert.Equal(Enumerable.Range(1, 40).Select(seq => $"e{seq}"), await ReadAllAsync(store, session, after: 0, upTo: 40, maxBytes: 1000));
    }

    [Fact]
    public async Task Read_WhenSomebodyElseHasWrittenInBetween_GivesEveryEvent()
    {
        var inner = _folder.New();
        var store = Tailed(inner);
        await WriteAsync(store, A, events: 2);
        await WriteAsync(inner, A, events: 2);
        await WriteAsync(store, A, events: 2);

        Assert.Equal(["e1", "e2", "e3", "e4", "e5", "e6"], await ReadAllAsync(store, A, after: 0, upTo: 6, maxBytes: 6));
    }

    [Fact]
    public async Task Read_WhenAnAppendWasRefused_DoesNotShowIt()
    {
        var store = Tailed(_folder.New());
        var old = await WriteAsync(store, A, events: 1);
        await store.OpenAsync(A, Test.Token);
        await Assert.ThrowsAsync<StaleOwnerException>(() => AppendAsync(store, A, old, Batch(2, 1)));

        Assert.Null((await store.ReadAsync(A, after: 1, upTo: 2, maxBytes: 100, Test.Token)).Events);
    }

    private protected override ISessionStore CreateStore() => Tailed(_folder.New());

    private static TailedSessionStore Tailed(ISessionStore inner, TailOptions? options = null) =>
        new(inner, Options.Create(options ?? new TailOptions()));
}
