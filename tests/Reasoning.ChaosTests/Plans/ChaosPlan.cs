namespace Reasoning.ChaosTests.Plans;

/// <summary>Everything that is left to chance, from one seed. What it cannot decide is who is faster.</summary>
internal sealed class ChaosPlan
{
    private const int SessionCount = 12;

    private readonly Dice _server;
    private int _falls;

    public ChaosPlan(int seed)
    {
        var dice = new Dice(seed);
        _server = dice.Branch("server");
        var clients = dice.Branch("clients");
        Sessions = [.. Enumerable.Range(1, SessionCount).Select(session => new SessionPlan(
            $"session-{session}",
            [.. Enumerable.Range(1, clients.Weighted((1, 60), (2, 25), (3, 15)))
                .Select(client => new ClientScript(dice.Branch("client", session * 10 + client)))],
            new ClientScript(dice.Branch("listener", session))))];
    }

    public IReadOnlyList<SessionPlan> Sessions { get; }

    /// <summary>How the server falls next: now and then before it can even listen.</summary>
    public ServerFall NextFall()
    {
        var isEarly = _server.Happens(20);
        var after = isEarly ? _server.Milliseconds(100, 1_500) : _server.Milliseconds(300, 5_000);

        // The first one kills: on a slow machine there may not be many more.
        var isKilled = !_server.Happens(20) || isEarly || _falls == 0;
        _falls++;
        return new ServerFall(isEarly, after, isKilled, Down: _server.Milliseconds(0, 400));
    }
}

/// <param name="Clients">What the clients do that share the session.</param>
/// <param name="Listener">What happens to somebody who only listens.</param>
internal sealed record SessionPlan(string Name, IReadOnlyList<ClientScript> Clients, ClientScript Listener);

/// <param name="IsEarly">Counted from its start; otherwise from when it is ready.</param>
/// <param name="IsKilled">By SIGKILL; otherwise it is asked to end.</param>
/// <param name="Down">How long nobody is there before it starts again.</param>
internal sealed record ServerFall(bool IsEarly, TimeSpan After, bool IsKilled, TimeSpan Down);
