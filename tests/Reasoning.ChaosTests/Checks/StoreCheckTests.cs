using System.Text;
using Reasoning.ChaosTests.Stores;

namespace Reasoning.ChaosTests.Checks;

/// <summary>The comparison with the store must find what is not as the clients saw it.</summary>
public sealed class StoreCheckTests : IDisposable
{
    private static readonly string[] Frames =
    [
        """{"type":"reasoning_start","seq":1,"run_id":"a","data":{"agent":"load","message":"steps=1","enable_reasoning":false}}""",
        """{"type":"response","seq":2,"run_id":"a","data":{"content":"Done: 1 steps."}}""",
        """{"type":"reasoning_complete","seq":3,"run_id":"a","data":{"status":"completed","iterations":1,"duration_ms":5}}""",
    ];

    private readonly string _journal = Path.GetTempFileName();
    private readonly Violations _violations = new();

    [Fact]
    public async Task Check_WhenClientsAndStoreAgree_IsContent()
    {
        await CheckAsync(Frames, Frames);
        Assert.Empty(_violations.ToList());
    }

    [Fact]
    public async Task Check_WhenTheStoreLacksTheLastEvent_Objects()
    {
        await CheckAsync(Frames[..2], Frames);
        Objects("the client saw");
    }

    [Fact]
    public async Task Check_WhenAClientLacksTheLastEvent_Objects()
    {
        await CheckAsync(Frames, Frames[..2]);
        Objects("the client saw nothing");
    }

    [Fact]
    public async Task Check_WhenTheStoreLacksOneBetween_Objects()
    {
        await CheckAsync([Frames[0], Frames[2]], Frames);
        Objects("1 is followed by 3");
    }

    [Fact]
    public async Task Check_WhenOneByteDiffers_Objects()
    {
        await CheckAsync([Frames[0], Frames[1].Replace("Done", "done", StringComparison.Ordinal), Frames[2]], Frames);
        Objects("the client saw");
    }

    [Fact]
    public async Task Check_WhenARowHasAnotherSeqThanItsFrame_Objects()
    {
        await CheckAsync(Frames, Frames, firstSeq: 2);
        Objects("the row of 2 holds");
    }

    [Fact]
    public async Task Check_WhenTheSessionsRowIsBehind_Objects()
    {
        await CheckAsync(Frames, Frames, lastSeq: 2);
        Objects("the session's row says 2");
    }

    [Fact]
    public async Task Check_WhenARunsRowIsLeftOpen_Objects()
    {
        await CheckAsync(Frames, Frames, runs: [new StoredRun("a", HasEnded: false)]);
        Objects("run a is left open");
    }

    [Fact]
    public async Task Check_WhenARunHasNoRow_Objects()
    {
        await CheckAsync(Frames, Frames, runs: []);
        Objects("log and rows differ by a");
    }

    [Fact]
    public async Task Check_WhenARunWasStartedThatNobodyWasTold_Objects()
    {
        await CheckAsync(Frames, Frames, accepted: []);
        Objects("log and accepted messages differ by a");
    }

    [Fact]
    public async Task Check_WhenAnAcceptedRunIsNotThere_Objects()
    {
        await CheckAsync(Frames, Frames, accepted: ["a", "b"]);
        Objects("log and accepted messages differ by b");
    }

    public void Dispose() => File.Delete(_journal);

    private async Task CheckAsync(
        string[] stored,
        string[] seen,
        long firstSeq = 1,
        long? lastSeq = null,
        IReadOnlyList<StoredRun>? runs = null,
        string[]? accepted = null)
    {
        using (var journal = new Journal(_journal))
        {
            foreach (var frame in seen)
                journal.Append(Encoding.UTF8.GetBytes(frame));
        }

        await using var log = new ListedLog(
            [.. stored.Select((frame, index) => new StoredEvent(firstSeq + index, Encoding.UTF8.GetBytes(frame)))],
            runs ?? [new StoredRun("a", HasEnded: true)],
            lastSeq ?? stored.Length);
        var session = new SeenSession("session", [_journal], (accepted ?? ["a"]).ToHashSet());
        await new StoreCheck(log, _violations).CheckAsync(session, TestContext.Current.CancellationToken);
    }

    private void Objects(string to) => Assert.Contains(to, _violations.ToString(), StringComparison.Ordinal);

    private sealed class ListedLog(IReadOnlyList<StoredEvent> events, IReadOnlyList<StoredRun> runs, long lastSeq) : IStoredLog
    {
        public IAsyncEnumerable<StoredEvent> EventsAsync(string session, CancellationToken cancellationToken) => events.ToAsyncEnumerable();

        public Task<IReadOnlyList<StoredRun>> RunsAsync(string session, CancellationToken cancellationToken) => Task.FromResult(runs);

        public Task<long> LastSeqAsync(string session, CancellationToken cancellationToken) => Task.FromResult(lastSeq);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
