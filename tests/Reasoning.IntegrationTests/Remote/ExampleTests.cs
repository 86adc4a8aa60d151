using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Remote;

/// <summary>The example servers of <c>docs/agents.md</c>, as anybody starts them.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-").FullName;

    public static TheoryData<string, string> Examples => new() { { "python3", "remote_agent.py" }, { "node", "remote-agent.mjs" } };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Chat_WithAnExample_ShowsItsSteps(string runtime, string file)
    {
        using var example = ExampleProgram.Start(runtime, file);
        await using var server = await TestServer.StartAsync(RemoteSettings.At(await example.Address.InTime()));
        await using var client = await server.ConnectAsync();
        var events = await client.AskAsync("How many primes are there below 10000?", RemoteSettings.Agent);

        var steps = events.Where(message => message.StepType is not null).ToList();
        Assert.Equal(["thought", "tool_use", "tool_result", "thought"], steps.Take(4).Select(step => step.StepType));
        Assert.Equal("There are 0 primes below 2.", steps[0].Content);
        Assert.Equal(("final_answer", "There are 1229 primes below 10000."), (steps[^1].StepType, steps[^1].Content));
        Assert.Equal("completed", events[^1].Status);

        var failed = await client.AskAsync("Hello!", RemoteSettings.Agent);
        Assert.Equal("Give me a number, and I count the primes below it.", failed[^1].Data.GetProperty("message").GetString());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Interrupt_OfAnExample_StopsItsWork(string runtime, string file)
    {
        using var example = ExampleProgram.Start(runtime, file);
        await using var server = await TestServer.StartAsync(RemoteSettings.At(await example.Address.InTime()));
        await using var client = await server.ConnectAsync();
        await client.ChatAsync("And below 2000000000?", RemoteSettings.Agent);
        await client.NextAsync("reasoning_step");
        await client.InterruptAsync();

        Assert.Equal("interrupted", (await client.NextAsync("reasoning_complete")).Status);
        await example.StoppedAsync();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Crash_WhileAnExampleWorks_LetsItGoOnWhereItWas(string runtime, string file)
    {
        using var example = ExampleProgram.Start(runtime, file);
        var steps = await Crash.AskAsync(
            _folder,
            await example.Address.InTime(),
            "Continue",
            "How many primes are there below 1000000?",
            message => message.StepType == "tool_result");

        Assert.Equal("There are 78498 primes below 1000000.", steps[^1].Content);
        Assert.Equal(5, steps.Count(step => step.StepType == "tool_use"));
        Assert.Equal(5, steps.Count(step => step.StepType == "tool_result"));
    }
}
