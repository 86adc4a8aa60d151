using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

public sealed class PostgresSchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly SessionKey A = Some.Key("a");
    private static readonly EventBatch Event = new(1, new byte[] { 1 }, [1]);

    [Fact]
    public async Task Prepare_WhenSeveralProcessesStartAtOnce_IsDoneOnce()
    {
        await database.ExecuteAsync("drop schema public cascade; create schema public");
        var schemas = Enumerable.Range(0, 4).Select(_ => database.CreateSchema()).ToList();
        await Task.WhenAll(schemas.Select(schema => Task.Run(() => schema.PrepareAsync(Test.Token)))).InTime();

        Assert.Equal(1L, await database.ExecuteAsync("select max(times) from (select count(*) as times from schema_versions group by scriptname) scripts"));
        Assert.Equal(1L, await database.ExecuteAsync("select count(*) from meta"));
    }

    [Fact]
    public async Task Prepare_WhenTheStoreIsNew_CompressesFramesWithTheFasterMethod()
    {
        await database.CreateStoreAsync();

        Assert.Equal('l', await database.ExecuteAsync("select attcompression from pg_attribute where attrelid = 'events'::regclass and attname = 'frame'"));
    }

    [Fact]
    public async Task Prepare_WhenANewEpochIsWanted_RenamesEveryLogAndFencesItsOwner()
    {
        var store = await database.CreateStoreAsync();
        var before = await store.OpenAsync(A, Test.Token);
        await store.AppendAsync(A, before.Term, new SessionAppend(before.Epoch, Event, []), Test.Token);
        var unwritten = await store.OpenAsync(Some.Key("b"), Test.Token);
        await database.CreateSchema(newEpoch: true).PrepareAsync(Test.Token);

        var next = new SessionAppend(before.Epoch, new EventBatch(2, new byte[] { 1 }, [1]), []);
        await Assert.ThrowsAsync<StaleOwnerException>(async () => await store.AppendAsync(A, before.Term, next, Test.Token));
        var after = await store.OpenAsync(A, Test.Token);
        Assert.Equal(1, after.LastSeq);
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.NotEqual(unwritten.Epoch, (await store.OpenAsync(Some.Key("b"), Test.Token)).Epoch);

        await database.CreateSchema().PrepareAsync(Test.Token);
        Assert.Equal(after.Epoch, (await store.OpenAsync(A, Test.Token)).Epoch);
    }
}
