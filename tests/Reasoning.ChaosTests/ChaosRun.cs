using Reasoning.ChaosTests.Checks;
using Reasoning.ChaosTests.Clients;
using Reasoning.ChaosTests.Plans;
using Reasoning.ChaosTests.Proxies;
using Reasoning.ChaosTests.Servers;
using Reasoning.ChaosTests.Stores;

namespace Reasoning.ChaosTests;

/// <summary>One chaos from its beginning to the comparison with the store.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-chaos-").FullName;
    private readonly FaultCount _count = new();
    private readonly ChaosSettings _settings;
    private readonly ChaosPlan _plan;
    private readonly ChaosStore _store;
    private readonly ServerProcess _server;
    private readonly Dictionary<string, List<ChaosReader>> _sessions = [];
    private readonly List<FaultyProxy> _proxies = [];

    public ChaosRun(ChaosSettings settings)
    {
        _settings = settings;
        _plan = new ChaosPlan(settings.Seed);
        _store = ChaosStore.For(settings.Store, _folder);
        _server = new ServerProcess(_folder, [.. ServerSettings.Common, .. _store.Settings]);
        foreach (var (name, scripts, listener) in _plan.Sessions)
            _sessions.Add(name, [.. scripts.Select((script, index) => NewClient(name, index + 1, script)), NewListener(name, listener)]);
    }

    public Violations Violations { get; } = new();

    /// <summary>What is left of it: logs, journals, the store.</summary>
    public string Folder => _folder;

    public string ServerLog => _server.LogTail();

    private IEnumerable<ChaosReader> Clients => _sessions.Values.SelectMany(clients => clients);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _store.PrepareAsync(cancellationToken);
        _server.Start();
        await _server.UntilReadyAsync(cancellationToken);

        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Violations.First);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        calm.CancelAfter(_settings.Duration);
        var clients = Task.WhenAll(Clients.Select(client => client.RunAsync(calm.Token, end.Token)));
        await (_settings.KillsServer ? new ServerChaos(_server, _plan, Violations, _count).RunAsync(calm.Token) : UntilCalmAsync(calm.Token));

        foreach (var proxy in _proxies)
            proxy.CalmDown();
        await SettleAsync(cancellationToken);
        await StopServerAsync();
        await end.CancelAsync();
        await clients;
        if (!Violations.Any)
            await CompareAsync(cancellationToken);
    }

    /// <summary>What happened, in numbers.</summary>
    public string Figures()
    {
        var ends = Clients.GroupBy(client => client.Session)
            .SelectMany(session => session.First().Conversation.CountEnds())
            .GroupBy(end => end.Key)
            .Select(end => $"{end.Key} {end.Sum(count => count.Value)}");
        return $"{_sessions.Count} sessions, {Clients.Count()} clients, "
            + $"{_sessions.Values.Sum(clients => clients.Max(client => client.Conversation.LastSeq))} events, "
            + $"runs: {string.Join(", ", ends)}; {_count}";
    }

    /// <summary>Chaos that never happened proves nothing.</summary>
    /// <returns><see langword="null"/> when there was every kind of it, or not the time for it.</returns>
    public string? MissingFaults()
    {
        string[] expected = ["connections", "streams", "cuts (end)", "cuts (reset)", "stalls", nameof(ClientAction.Repeat), nameof(ClientAction.InterruptOne)];
        var missing = expected.Append("kills").Where(fault => _count[fault] == 0 && (fault != "kills" || _settings.KillsServer)).ToList();
        return missing.Count == 0 || _settings.Duration < LongEnough ? null : $"The chaos had no {string.Join(", ", missing)}.";
    }

    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var client in Clients)
            await client.DisposeAsync();
        await _store.DisposeAsync();
    }

    private ChaosClient NewClient(string session, int number, ClientScript script)
    {
        var name = $"{session}.client-{number}";
        return new ChaosClient(session, name, wantsDeltas: number % 2 == 1, script, NewProxy(script), NewJournal(name), Violations, _count);
    }

    private ChaosListener NewListener(string session, ClientScript script)
    {
        var name = $"{session}.listener";
        return new ChaosListener(session, name, wantsDeltas: _sessions.Count % 2 == 1, script, NewProxy(script), NewJournal(name), Violations, _count);
    }

    private Journal NewJournal(string name) => new(Path.Combine(_folder, $"{name}.journal"));

    private FaultyProxy NewProxy(ClientScript script)
    {
        var proxy = new FaultyProxy(_server.Port, script.FaultsOf, _count);
        _proxies.Add(proxy);
        return proxy;
    }

    private static async Task UntilCalmAsync(CancellationToken calm) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, calm).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>The quiet after the storm: everybody comes back, sends what was not accepted, and sees every run end.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!Violations.Any && !_sessions.Values.All(IsSettled))
        {
            if (_server.HasFallen)
                Violations.Add("the server ended by itself");
            if (TimeProvider.System.GetElapsedTime(started) > QuietLimit)
                ObjectToUnsettled();
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    private static bool IsSettled(IReadOnlyList<ChaosReader> clients) =>
        clients.All(client => client.Conversation.IsSettled)
        && clients.Select(client => client.Conversation.LastSeq).Distinct().Count() == 1;

    private void ObjectToUnsettled()
    {
        foreach (var (session, clients) in _sessions.Where(session => !IsSettled(session.Value)))
        {
            var states = clients.Select(client => client.Conversation).Select(conversation =>
                $"at {conversation.LastSeq}, {conversation.Unaccepted.Count} messages not accepted, open runs: {string.Join(", ", conversation.OpenRuns)}");
            Violations.Add($"{session} has not come to rest within {QuietLimit.TotalSeconds} s: {string.Join("; ", states)}");
        }
    }

    private async Task StopServerAsync()
    {
        if (await _server.TerminateAsync() is var code and not 0)
            Violations.Add($"the server, asked to end, ended with {code?.ToString() ?? "nothing, in time"}");
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        foreach (var client in Clients)
        {
            client.Conversation.End();
            client.CloseJournal();
        }

        await using var log = await _store.OpenAsync(cancellationToken);
        if (log is null)
            return;
        var check = new StoreCheck(log, Violations);
        foreach (var (session, clients) in _sessions)
        {
            var accepted = clients.SelectMany(client => client.Conversation.Accepted).Select(chat => chat.Run!).ToHashSet();
            await check.CheckAsync(new SeenSession(session, [.. clients.Select(client => client.JournalPath)], accepted), cancellationToken);
        }
    }
}
