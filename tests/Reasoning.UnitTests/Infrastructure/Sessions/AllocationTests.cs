using System.IO.Pipelines;
using Reasoning.Application.Clients;
using Reasoning.Application.Runs;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.Infrastructure.WebSockets.Wire;
using Reasoning.UnitTests.Application.Sessions;
using Reasoning.UnitTests.Support;
using Options = Microsoft.Extensions.Options.Options;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>
/// What an event costs the garbage collector from the session's core to ten sockets: encoded, stored, kept, shown, framed
/// and written. All on one thread, whose allocations are counted. The event itself is the agent's.
/// </summary>
public sealed class AllocationTests
{
    private const int Connections = 10;
    private const int EventsPerBatch = 100;
    private const int Batches = 1_000;
    private const int MostBytesPerEvent = 64;

    private readonly MemorySessionStore _store = new(
        Options.Create(new MemoryStoreOptions { MaxSessionBytes = 1024 * 1024, MaxBytes = 4 * 1024 * 1024 }), TimeProvider.System);

    private readonly EventFanOut _fanOut = new(new DirectEncoder(Options.Create(new Reasoning.Infrastructure.Connections.ConnectionOptions())));
    private readonly List<SessionEffect> _effects = [];
    private readonly List<Listener> _listeners = [];

    [Fact]
    public async Task Events_OnTheirWayToTenConnections_AllocateLittle()
    {
        var core = new SessionCore(
            await _store.OpenAsync(Some.Session, Test.Token), new RunOptions(), new EventEncoder(), new Places());
        for (var number = 0; number < Connections; number++)
            _listeners.Add(new Listener(_store, _fanOut));
        var run = RunId.New(TimeProvider.System);
        core.Accept(new RunCandidate(run, new RunRequest("load", "steps", EnableReasoning: true), null, null, new object()), Some.Time, _effects);
        Settle(core);

        // Until every pool has what it needs, and every method is compiled.
        Stream(core, run, Batches / 4);
        var (bytesBefore, sentBefore) = (GC.GetAllocatedBytesForCurrentThread(), _listeners[0].Bytes);
        Stream(core, run, Batches);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;

        var events = Batches * EventsPerBatch;
        var perEvent = allocated / (double)events;
        TestContext.Current.SendDiagnosticMessage("{0:F1} bytes allocated an event", perEvent);
        Assert.All(_listeners, listener => Assert.Equal(_listeners[0].Bytes, listener.Bytes));
        Assert.InRange(_listeners[0].Bytes - sentBefore, events * 250L, events * 350L);
        Assert.InRange(perEvent, 0, MostBytesPerEvent);
    }

    private void Stream(SessionCore core, RunId run, int batches)
    {
        var taken = new StepTaken(new ThoughtStep(new string('x', 120), 1), new StepId(1, 1), Some.Time);
        for (var batch = 0; batch < batches; batch++)
        {
            for (var number = 0; number < EventsPerBatch; number++)
                core.Record(run, taken, ticket: null, Some.Time, _effects);
            Settle(core);
        }
    }

    /// <summary>What drives a session: asks for the commit, stores it, shows it.</summary>
    private void Settle(SessionCore core)
    {
        core.Flush(Some.Time, _effects);
        for (var done = 0; done < _effects.Count; done++)
        {
            switch (_effects[done])
            {
                case SessionEffect.Append append:
                    var storing = _store.AppendAsync(Some.Session, core.Term, append.Content, CancellationToken.None);
                    Assert.True(storing.IsCompletedSuccessfully);
                    core.Committed(Some.Time, _effects);
                    break;
                case SessionEffect.Publish publish:
                    _fanOut.Publish(Some.Session, publish.Batch);
                    publish.Batch.Release();
                    break;
            }
        }

        _effects.Clear();
        foreach (var listener in _listeners)
            listener.Write();
    }

    /// <summary>A connection's reader and the socket that it writes to, whose other end takes whatever comes.</summary>
    private sealed class Listener
    {
        private readonly Pipe _output = new();
        private readonly SessionReader _reader;
        private readonly FramedSocket _socket;
        private bool _isAwake;

        public Listener(MemorySessionStore store, EventFanOut fanOut)
        {
            _socket = new FramedSocket(new Transport(new Pipe().Reader, _output.Writer), () => { }, 1024, TimeProvider.System);
            _reader = new SessionReader(Some.Session, ConnectionId.New(), store, new ReaderOptions(), () => _isAwake = true);
            _reader.Attach(head: 0);
            _reader.Start("{}"u8.ToArray(), replayEnd: 0, startAfter: null);
            fanOut.Attach(_reader);
        }

        public long Bytes { get; private set; }

        public void Write()
        {
            while (_isAwake)
            {
                var items = Done(_reader.TakeAsync(CancellationToken.None));
                _isAwake = items is not null;
                foreach (var item in items ?? [])
                    Write(item);
            }
        }

        private void Write(Outbound item)
        {
            if (item.Batch is { } batch)
            {
                Done(_socket.WriteAsync(batch, item.Seq));
                batch.Release();
            }

            Done(_socket.FlushAsync());
            while (_output.Reader.TryRead(out var sent) && !sent.Buffer.IsEmpty)
            {
                Bytes += sent.Buffer.Length;
                _output.Reader.AdvanceTo(sent.Buffer.End);
            }
        }

        private static T Done<T>(ValueTask<T> call)
        {
            Assert.True(call.IsCompletedSuccessfully);
            return call.Result;
        }

        private static void Done(ValueTask call) => Assert.True(call.IsCompletedSuccessfully);
    }

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
