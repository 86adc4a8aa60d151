using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Shutdown;

namespace Reasoning.IntegrationTests.Models;

/// <summary>A server is killed while its agent works, and another goes on with the run.</summary>
public sealed class ModelContinuationTests(ProvidersFixture providers) : IClassFixture<ProvidersFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-").FullName;

    public static TheoryData<string> Shapes => ProviderShape.Names;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Run_WhenTheServerIsKilledAfterAToolsResult_GoesOnWithoutCallingItAgain(string shape)
    {
        await providers.Mock.ResetAsync();
        List<ServerMessage> before = [];
        string epoch;
        using (var first = await StartAsync())
        {
            await using var client = await ChatClient.ConnectAsync(first.Address, "s");
            await client.ChatAsync("Please plan my trip", shape);
            epoch = client.Epoch;
            before.AddRange(await client.UntilAsync(message => message.StepType == "tool_result"));
            first.Kill();
            await first.ExitCodeAsync();
        }

        using var second = await StartAsync();
        await using var again = await ChatClient.ConnectAsync(second.Address, "s", $"after={before[^1].Seq}&epoch={epoch}");
        var after = await again.UntilEndAsync();

        var steps = before.Concat(after).Where(message => message.StepType is not null).ToList();
        Assert.Equal(
            [
                "thought 1", "tool_use 1", "tool_result 1", "tool_use 1", "tool_result 1",
                "thought 2", "tool_use 2", "tool_result 2", "final_answer 3",
            ],
            steps.Select(step => $"{step.StepType} {step.Data.GetProperty("iteration").GetInt32()}"));
        Assert.Equal(["5", "10 km = 10000 m."], steps.Where(step => step.StepType == "tool_result").Take(2).Select(step => step.Content));
        Assert.Equal(3, steps.Where(step => step.StepType == "tool_use").Select(step => step.Data.GetProperty("tool_call_id").GetString()).Distinct().Count());
        Assert.Equal("completed", after[^1].Status);

        // The model was asked for its first turn once: whoever asked next knew what it had said, and what came of it.
        var requests = (await providers.Mock.RequestsAsync()).Select(request => request.GetRawText()).ToList();
        Assert.Single(requests, request => !request.Contains("10 km = 10000 m.", StringComparison.Ordinal));
        Assert.InRange(requests.Count, 3, 4);
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(
    [
        "--Storage:Provider=sqlite", $"--Storage:Path={_folder}", "--ModelCheck:Interval=00:00:00",
        .. providers.Settings.Where(setting => !setting.Value.Equals(Agents.SlowTool.Name, StringComparison.Ordinal)).Select(setting => $"--{setting.Key}={setting.Value}"),
    ]);
}
