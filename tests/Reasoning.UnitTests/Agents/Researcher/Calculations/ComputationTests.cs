using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Agents.Researcher;
using Reasoning.UnitTests.Knowledge;

namespace Reasoning.UnitTests.Agents.Researcher.Calculations;

public sealed class ComputationTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new KnowledgeFolder().With("log.md", "# Log\n\nOn 2024-01-01 the log had 5 GB, far from the epoch.");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("how many MiB are 5 GB", "unit_converter", "a conversion", "5 GB = 4768.37158203125 MiB.")]
    [InlineData("How many days between 2024-01-01 and 2024-03-01?", "date_calculator", "a question about dates", "From 2024-01-01 to 2024-03-01 it is 60 days: 8 weeks and 4 days, or 2 months.")]
    [InlineData("what date is it in 90 days?", "date_calculator", "a question about dates", "90 days after today (2026-11-23, UTC) is Sunday, 2027-02-21.")]
    [InlineData("80 + 15%", "calculator", "arithmetic", "80 + 15% = 92")]
    public async Task RunAsync_WhenAToolCanCompute_AsksItAndSaysItsResult(string question, string tool, string kind, string expected)
    {
        var steps = await AskAsync(question);

        Assert.Equal($"That is {kind}: no document is needed.", Assert.IsType<ThoughtStep>(steps[0]).Content);
        Assert.Equal(tool, Assert.Single(steps.OfType<ToolUseStep>()).ToolName);
        var answer = Assert.IsType<FinalAnswerStep>(steps[^1]);
        Assert.Equal(expected, answer.Content);
        Assert.Empty(answer.Citations);
    }

    [Theory]
    [InlineData("5 mb in GB", "'mb' could be Mbit (megabit) or MB (megabyte): write which.")]
    [InlineData("what day of the week is 03/04/2024?", "'03/04/2024' may be 2024-04-03 (day first) or 2024-03-04 (month first): write which.")]
    [InlineData("1 / 0", "1 / 0 cannot be computed: That divides by zero.")]
    public async Task RunAsync_WhenTheToolRefuses_SaysWhy(string question, string expected)
    {
        var steps = await AskAsync(question);

        Assert.Contains(steps, step => step is ToolResultStep { IsError: true });
        Assert.Equal(expected, steps[^1].Content);
    }

    [Fact]
    public async Task RunAsync_WhenADateStandsInAQuestionAboutDocuments_Searches() =>
        Assert.Contains(
            await AskAsync("what are the differences between 2024-01-01 and the epoch"),
            step => step is ToolUseStep { ToolName: "search_documents" });

    [Theory]
    [InlineData("date_calculator", "from", "to", "add")]
    [InlineData("unit_converter", "from", "to")]
    [InlineData("calculator", "expression")]
    public void Tools_DescribeEveryArgumentAndMayBeRepeated(string name, params string[] arguments)
    {
        var tool = new ResearchTools(_folder.Index(), _time).All.Single(one => one.Name == name);

        var properties = tool.JsonSchema.GetProperty("properties").EnumerateObject().ToList();
        Assert.Equal(arguments, properties.Select(property => property.Name));
        Assert.All(properties, property => Assert.NotEmpty(property.Value.GetProperty("description").GetString()!));
        Assert.Equal(ToolEffect.ReadOnly, ToolEffects.Of(tool));
    }

    private Task<List<ReasoningStep>> AskAsync(string question) => AgentRuns.AskAsync(
        new ResearcherAgent(_folder.Index(), Options.Create(new AgentLoopOptions()), _time, NullLogger<AgentLoop>.Instance), question);
}
