using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;
using Reasoning.Application.Agents;
using Reasoning.Infrastructure.Agents;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.UnitTests.Knowledge;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Agents;

public sealed class AgentCatalogTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("123", 123)]
    [InlineData("", 7)]
    public void Create_WhenABudgetIsConfigured_DescribesTheAgentWithIt(string value, int budget)
    {
        var agent = new ScriptedAgent { Descriptor = Some.Descriptor() with { ConversationBudget = 7 } };
        var catalog = Catalog(agent, value);

        Assert.True(catalog.TryGet(agent.Descriptor.Name, out var found));
        Assert.Equal(budget, found.Descriptor.ConversationBudget);
        Assert.Equal(budget, Assert.Single(catalog.Agents).ConversationBudget);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("10000001")]
    public void Create_WhenABudgetIsNone_SaysWhichSetting(string value)
    {
        var agent = new ScriptedAgent();
        var failure = Assert.Throws<InvalidOperationException>(() => Catalog(agent, value));
        Assert.Contains("ConversationBudget", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAgents_WhenConfigurationSaysNothing_OffersAllButLoad()
    {
        await using var provider = Provider();

        var agents = provider.GetRequiredService<IAgentCatalog>().Agents;

        Assert.Equal(["researcher", "summarizer"], agents.Select(agent => agent.Name));
        Assert.Contains("without a language model", agents[0].Description, StringComparison.Ordinal);
        Assert.Equal(["search_documents", "read_passage", "calculator", "date_calculator", "unit_converter"], agents[0].Tools.Select(tool => tool.Name));
        Assert.Equal([true, false], agents.Select(agent => agent.Streaming));
    }

    [Fact]
    public async Task AddAgents_WhenConfigured_SwitchesAgentsOnAndOffWhateverTheCase()
    {
        await using var provider = Provider(("Agents:Load:Enabled", "True"), ("AGENTS:SUMMARIZER:ENABLED", "false"));
        var catalog = provider.GetRequiredService<IAgentCatalog>();

        Assert.Equal(["load", "researcher"], catalog.Agents.Select(agent => agent.Name));
        Assert.True(catalog.TryGet("load", out _));
        Assert.False(catalog.TryGet("summarizer", out _));
        Assert.False(catalog.TryGet("Load", out _));
    }

    [Fact]
    public void AgentCatalog_WhenTwoAgentsHaveOneName_Refuses()
    {
        var twin = new AgentDescriptor("twin", "", true, [], AgentRecovery.Fail, EnabledByDefault: false);
        var one = Mock.Of<IAgent>(agent => agent.Descriptor == twin);
        var other = Mock.Of<IBatchAgent>(agent => agent.Descriptor == twin);

        var failure = Assert.Throws<InvalidOperationException>(() => new AgentCatalog([one], [other], new ConfigurationBuilder().Build()));
        Assert.Contains("twin", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAgents_WhenASwitchIsNoSwitch_FailsAtTheStart()
    {
        await using var provider = Provider(("Agents:Load:Enabled", "perhaps"));

        Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToList());
    }

    [Theory]
    [InlineData("Knowledge:Path", "/does/not/exist")]
    [InlineData("Knowledge:MaxFiles", "0")]
    [InlineData("AgentLoop:MaxIterations", "0")]
    public async Task Options_WhenWrong_FailAtTheStart(string key, string value)
    {
        await using var provider = Provider((key, value));

        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
    }

    private ServiceProvider Provider(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Knowledge:Path", _folder.Path)])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddAgents(configuration).AddKnowledge(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static AgentCatalog Catalog(ScriptedAgent agent, string budget) => new(
        [agent],
        [],
        new ConfigurationBuilder()
            .AddInMemoryCollection([new($"Agents:{agent.Descriptor.Name}:ConversationBudget", budget)])
            .Build());
}
