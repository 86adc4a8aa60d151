using Reasoning.ChaosTests.Checks;
using Reasoning.ChaosTests.Plans;
using Reasoning.ChaosTests.Proxies;

namespace Reasoning.ChaosTests.Clients;

/// <summary>Somebody who reads one session over a bad line, whatever it speaks, and comes back after every cut.</summary>
internal abstract class ChaosReader(
    string session, string name, bool wantsDeltas, ClientScript script, FaultyProxy proxy, Journal journal, Violations violations)
    : IAsyncDisposable
{
    public Conversation Conversation { get; } = new(name, journal, violations, wantsDeltas);

    public string Session => session;

    public string JournalPath => journal.Path;

    protected string Name => name;

    protected ClientScript Script => script;

    protected Uri Address => proxy.Address;

    /// <summary>Works until it is calm, then only finishes what it has begun, until the end.</summary>
    public abstract Task RunAsync(CancellationToken calm, CancellationToken end);

    /// <summary>Everything that it saw is in its journal now.</summary>
    public void CloseJournal() => journal.Dispose();

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        journal.Dispose();
    }

    protected async Task StayConnectedAsync(CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                await ConnectAndReadAsync(end);
                await Task.Delay(script.NextBackOff(), TimeProvider.System, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The end of the test.
        }
    }

    /// <summary>One connection from its beginning to its end, however it ends.</summary>
    protected abstract Task ConnectAndReadAsync(CancellationToken end);

    protected void Object(string objection) => violations.Add($"{name}: {objection}");
}
