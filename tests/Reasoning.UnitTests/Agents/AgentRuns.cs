using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.UnitTests.Agents;

internal static class AgentRuns
{
    public static RunContext Context(string message, int iterations = 0, params IReadOnlyList<string> notes) =>
        new(new RunId(Guid.Empty), new RunRequest("test", message, true), iterations, notes);

    public static async Task<List<ReasoningStep>> StepsAsync(IAsyncEnumerable<AgentOutput> outputs) =>
        await outputs.OfType<AgentStep>().Select(step => step.Step).ToListAsync(TestContext.Current.CancellationToken);

    public static Task<List<ReasoningStep>> AskAsync(IAgent agent, string message) =>
        StepsAsync(agent.RunAsync(Context(message), TestContext.Current.CancellationToken));
}
