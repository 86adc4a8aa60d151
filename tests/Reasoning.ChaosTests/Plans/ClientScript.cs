using System.Globalization;

namespace Reasoning.ChaosTests.Plans;

/// <summary>What one client does, by its own dice: what it is going to do does not depend on what happens to it.</summary>
internal sealed class ClientScript(Dice dice)
{
    private const int MaxRunMilliseconds = 8_000;

    private static readonly string[] Questions =
    [
        "How does a client resume after a lost connection?",
        "What does a client get when it reads too slowly?",
        "How often does the server send a ping?",
        "What is 17 * 23 + 4?",
        "Which limits does a session have, and what happens beyond them?",
        "Who discovered the moons of Mars?",
        "What does an interrupt do to a running tool?",
    ];

    private readonly Dice _actions = dice.Branch("actions");
    private readonly Dice _pauses = dice.Branch("pauses");
    private readonly Dice _chats = dice.Branch("chats");
    private readonly Dice _choices = dice.Branch("choices");
    private readonly Dice _backOffs = dice.Branch("back-offs");
    private readonly Dice _connections = dice.Branch("connections");

    public TimeSpan NextPause() => _pauses.Milliseconds(20, 1_200);

    public TimeSpan NextBackOff() => _backOffs.Milliseconds(0, 300);

    public ConnectionFaults FaultsOf(int connection) => ConnectionFaults.From(_connections.Branch("connection", connection));

    /// <summary>One of what there is to choose from.</summary>
    public T Choose<T>(IReadOnlyList<T> from) => _choices.One(from);

    public ClientAction NextAction() => _actions.Weighted(
        (ClientAction.Chat, 35),
        (ClientAction.Repeat, 12),
        (ClientAction.Forge, 3),
        (ClientAction.InterruptOne, 10),
        (ClientAction.InterruptAll, 2),
        (ClientAction.Ping, 12),
        (ClientAction.Close, 3),
        (ClientAction.Abort, 3),
        (ClientAction.Nothing, 20));

    public (string Agent, string Message, bool EnableReasoning) NextChat()
    {
        var enableReasoning = !_chats.Happens(15);
        return _chats.Happens(15)
            ? ("researcher", _chats.One(Questions), enableReasoning)
            : ("load", NextOrder(), enableReasoning);
    }

    private string NextOrder()
    {
        if (_chats.Happens(3))
            return "steps=20000";

        var steps = _chats.OfAnySize(20, 2_000);
        var delay = Math.Min(_chats.Between(0, 20), MaxRunMilliseconds / steps);
        var order = string.Create(CultureInfo.InvariantCulture, $"steps={steps} delay={delay}");
        if (_chats.Happens(10))
            order += string.Create(CultureInfo.InvariantCulture, $" size={_chats.OfAnySize(1, 20_000)}");
        if (_chats.Happens(25))
            order += string.Create(CultureInfo.InvariantCulture, $" deltas={_chats.Between(1, 4)}");
        if (_chats.Happens(5))
            order += string.Create(CultureInfo.InvariantCulture, $" fail={_chats.Between(1, steps)}");
        if (_chats.Happens(3))
            order += " stubborn=true";
        return order;
    }
}
