using System.Globalization;

namespace Reasoning.ChaosTests.Plans;

/// <summary>A seed that failed is worth nothing unless it gives the same plan again.</summary>
public sealed class ChaosPlanTests
{
    [Fact]
    public void Plan_WhenTheSeedIsTheSame_IsTheSame() => Assert.Equal(Describe(new ChaosPlan(7)), Describe(new ChaosPlan(7)));

    [Fact]
    public void Plan_WhenTheSeedIsAnother_IsAnother() => Assert.NotEqual(Describe(new ChaosPlan(7)), Describe(new ChaosPlan(8)));

    [Fact]
    public void Script_WhateverElseWasAskedBefore_DoesTheSame()
    {
        var (quick, slow) = (FirstScript(), FirstScript());
        for (var i = 0; i < 10; i++)
        {
            slow.NextPause();
            slow.NextBackOff();
        }

        Assert.Equal(quick.NextChat(), slow.NextChat());
        Assert.Equal(quick.NextAction(), slow.NextAction());
        Assert.Equal(Describe(quick.FaultsOf(3)), Describe(slow.FaultsOf(3)));

        static ClientScript FirstScript() => new ChaosPlan(7).Sessions[0].Clients[0];
    }

    // The very throws, so that a seed from an old log still means what it meant.
    [Fact]
    public void Dice_WhereverTheyAreThrown_FallTheSame()
    {
        var dice = new Dice(42).Branch("client", 3);
        Assert.Equal("273 910 570 933 510 698 244 548", string.Join(' ', Enumerable.Range(0, 8).Select(_ => dice.Between(0, 999).ToString(CultureInfo.InvariantCulture))));
    }

    private static string Describe(ChaosPlan plan) => string.Join('\n', plan.Sessions.SelectMany(session => session.Clients.Append(session.Listener).Select(client =>
        $"{session.Name}: {client.NextPause()} {client.NextAction()} {client.NextChat()} {Describe(client.FaultsOf(1))}"))) + plan.NextFall();

    private static string Describe(ConnectionFaults faults) => $"{faults.Cut} {string.Join(' ', faults.Stalls)}";
}
