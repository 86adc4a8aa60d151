namespace Reasoning.ChaosTests;

/// <summary>The real server, killed again and again, behind lines that break: nobody may lose or see twice anything.</summary>
public sealed class ChaosTests
{
    [Fact]
    public async Task Server_WhateverBreaks_LosesRepeatsAndReordersNothing()
    {
        var settings = ChaosSettings.FromEnvironment();
        Print($"To repeat this plan: {settings.Replay}");
        await using var chaos = new ChaosRun(settings);
        string? failure = null;
        try
        {
            await chaos.RunAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception e)
        {
            failure = e.ToString();
        }

        Print(chaos.Figures());
        if (failure is null && !chaos.Violations.Any)
            failure = chaos.MissingFaults();
        if (chaos.Violations.Any)
            failure = $"{chaos.Violations}\n{failure}";
        if (failure is not null)
            Assert.Fail($"{failure}\n\nTo repeat this plan: {settings.Replay}\nKept: {chaos.Folder}\nThe server's last words:\n{chaos.ServerLog}");
        chaos.DeleteFolder();
    }

    private static void Print(string line)
    {
        Console.WriteLine(line);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }
}
