using Reasoning.ChaosTests.Checks;
using Reasoning.ChaosTests.Plans;

namespace Reasoning.ChaosTests.Servers;

/// <summary>Lets the server fall and starts it again, as the plan says.</summary>
internal sealed class ServerChaos(ServerProcess server, ChaosPlan plan, Violations violations, FaultCount count)
{
    /// <summary>In the end the server is up, or at least coming up.</summary>
    public async Task RunAsync(CancellationToken calm)
    {
        while (true)
        {
            var fall = plan.NextFall();
            try
            {
                if (!fall.IsEarly)
                    await server.UntilReadyAsync(calm);
                await Task.Delay(fall.After, TimeProvider.System, calm);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await FallAsync(fall);
            await Task.Delay(fall.Down, TimeProvider.System, CancellationToken.None);
            server.Start();
        }
    }

    private async Task FallAsync(ServerFall fall)
    {
        if (server.HasFallen)
            violations.Add("the server ended by itself");
        if (fall.IsKilled)
        {
            count.Add("kills");
            await server.KillAsync();
        }
        else
        {
            count.Add("terminations");
            if (await server.TerminateAsync() is var code and not 0)
                violations.Add($"the server, asked to end, ended with {code?.ToString() ?? "nothing, in time"}");
        }
    }
}
