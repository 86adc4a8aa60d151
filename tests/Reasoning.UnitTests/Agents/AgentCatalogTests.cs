using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents;
using Reasoning.Infrastructure.Agents.Definitions;
using Reasoning.Infrastructure.Agents.Models;
using Reasoning.Infrastructure.Agents.Models.Checks;
using Reasoning.Infrastructure.Agents.Remote;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.UnitTests.Knowledge;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Agents;

public sealed class AgentCatalogTests : IDisposable
{
    private readonly KnowledgeFolder _folder = new();
    private readonly LogRecorder<AgentCatalog> _log = new();
    private readonly ModelTransport _transport = new(TimeProvider.System);
    private readonly ModelStates _states = new(NullLogger<ModelStates>.Instance);
    private readonly RemoteHttp _http = new(RemoteHttp.CreateHandler(), TimeProvider.System);

    public void Dispose()
    {
        _folder.Dispose();
        _transport.Dispose();
        _http.Dispose();
    }

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

        var failure = Assert.Throws<InvalidOperationException>(() => Catalog([one], [other], new ConfigurationBuilder().Build()));
        Assert.Contains("twin", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_WhenItsModelHasAllItNeeds_IsAnAgentWithItsTools()
    {
        var found = new ScriptedAgent { Descriptor = Some.Descriptor() with { Name = "guide" } };
        using var catalog = Catalog([found], [], Configuration(("Models:gpt:ApiKey", "key")));

        var agent = Assert.Single(catalog.Agents);
        Assert.Equal(("guide", "Guides.", null), (agent.Name, agent.Description, agent.Unavailable));
        Assert.Equal(["echo"], agent.Tools.Select(tool => tool.Name));
        Assert.True(catalog.TryGet("guide", out var guide));
        Assert.NotSame(found, guide);
    }

    [Fact]
    public void Definition_WhenItsModelLacksAKey_SaysSoAndLeavesTheBuiltInAgent()
    {
        using var catalog = Catalog([], [], Configuration());
        Assert.Equal("neither OPENAI_API_KEY nor Models:gpt:ApiKey is set", Assert.Single(catalog.Agents).Unavailable);
        Assert.True(catalog.TryGet("guide", out var guide));
        var failure = Assert.Throws<AgentException>(() => guide.RunAsync(new RunContext(Some.Run, Some.Request), Test.Token));
        Assert.Contains("OPENAI_API_KEY", failure.Message, StringComparison.Ordinal);

        var found = new ScriptedAgent { Descriptor = Some.Descriptor() with { Name = "guide" } };
        using var other = Catalog([found], [], Configuration());
        Assert.True(other.TryGet("guide", out guide));
        Assert.Same(found, guide);
    }

    [Theory]
    [InlineData("Models:gpt:Provider", "nobody", "nobody")]
    [InlineData("Models:gpt:Endpoint", "ftp://example.com", "Endpoint")]
    [InlineData("Models:gpt:Endpoint", "https://me:secret@example.com", "password")]
    [InlineData("Models:gpt:Endpoint", "https://example.com/?key=secret", "query")]
    [InlineData("Models:gpt:Temperature", "3", "Temperature")]
    [InlineData("Agents:Definitions:guide:Tools:0", "nonsense", "nonsense")]
    [InlineData("Agents:Definitions:guide:Description", "", "Description")]
    [InlineData("Agents:Definitions:guide:Limits:MaxIterations", "0", "MaxIterations")]
    public void Definition_WhenASettingIsWrong_SaysWhichOne(string key, string value, string named)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Catalog([], [], Configuration((key, value))));
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_WhenItIsOfKindHttp_IsARemoteAgent()
    {
        using var catalog = Catalog([], [], Configuration(
            ("Agents:Definitions:guide:Kind", "http"), ("Agents:Definitions:guide:Url", "http://localhost:9000/"), ("Agents:Definitions:guide:Recovery", "fail")));

        var agent = Assert.Single(catalog.Agents);
        Assert.Equal(("guide", "Guides.", true, null), (agent.Name, agent.Description, agent.Streaming, agent.Unavailable));
        Assert.Equal((AgentRecovery.Fail, 16_000), (agent.Recovery, agent.ConversationBudget));
        Assert.Empty(agent.Tools);
    }

    [Theory]
    [InlineData("Kind", "telnet")]
    [InlineData("Url", "")]
    [InlineData("Url", "localhost")]
    [InlineData("Url", "ftp://localhost/")]
    [InlineData("Url", "http://user:password@localhost/")]
    [InlineData("Description", "")]
    [InlineData("Recovery", "perhaps")]
    [InlineData("ConnectTimeout", "00:00:00")]
    [InlineData("Silence", "2.00:00:00")]
    [InlineData("MaxSteps", "0")]
    [InlineData("MaxBytes", "0")]
    [InlineData("MaxEventBytes", "0")]
    [InlineData("ConversationBudget", "-1")]
    [InlineData("Headers:a b", "secret")]
    [InlineData("Headers:Content-Type", "secret")]
    [InlineData("Headers:Authorization", "secret\r\nHost: elsewhere")]
    [InlineData("Headers:Authorization", "secret\u00e4")]
    public void Definition_WhenASettingOfARemoteAgentIsWrong_SaysWhichAndKeepsItsSecrets(string setting, string value)
    {
        var configuration = Configuration(("Agents:Definitions:guide:Kind", "http"), ("Agents:Definitions:guide:Url", "http://localhost/"));
        configuration[$"Agents:Definitions:guide:{setting}"] = value;
        var failure = Assert.Throws<InvalidOperationException>(() => Catalog([], [], configuration));
        Assert.Contains("Agents:Definitions:guide", failure.Message, StringComparison.Ordinal);
        Assert.Contains(setting, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Definition_WhenARemoteAgentChanges_IsFollowedUnlessItIsWrong()
    {
        var configuration = Configuration(("Agents:Definitions:guide:Kind", "http"), ("Agents:Definitions:guide:Url", "http://localhost/"));
        using var catalog = Catalog([], [], configuration);
        configuration["Agents:Definitions:guide:Recovery"] = "continue";
        configuration.Reload();
        Assert.Equal(AgentRecovery.Continue, Assert.Single(catalog.Agents).Recovery);

        (configuration["Agents:Definitions:guide:Recovery"], configuration["Agents:Definitions:guide:Url"]) = ("fail", "nowhere");
        configuration.Reload();
        Assert.Equal(AgentRecovery.Continue, Assert.Single(catalog.Agents).Recovery);
        Assert.Contains("Url", Assert.Single(_log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Definitions_WhenTwoSourcesHaveAToolOfOneName_SayWhich()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new DefinedAgents(
            Configuration(), [new EchoTools(), new EchoTools()], _transport, _states, _http, TimeProvider.System, NullLogger<AgentLoop>.Instance));
        Assert.Equal("Several tools have the same name: echo.", failure.Message);
    }

    [Fact]
    public void Configuration_WhenItChanges_IsFollowedUnlessItIsWrong()
    {
        var configuration = Configuration();
        using var catalog = Catalog([], [], configuration);
        Assert.NotNull(Assert.Single(catalog.Agents).Unavailable);

        configuration["OPENAI_API_KEY"] = "key";
        configuration.Reload();
        Assert.Null(Assert.Single(catalog.Agents).Unavailable);
        Assert.True(catalog.TryGet("guide", out var before));

        configuration["Models:gpt:Provider"] = "nobody";
        configuration.Reload();
        Assert.True(catalog.TryGet("guide", out var after));
        Assert.Same(before, after);
        Assert.Contains("nobody", Assert.Single(_log.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_WhenItChangesWhileAModelDoesNotAnswer_LeavesTheDefinitionInItsPlace()
    {
        var found = new ScriptedAgent { Descriptor = Some.Descriptor() with { Name = "guide" } };
        var configuration = Configuration(("Models:gpt:ApiKey", "key"));
        using var catalog = Catalog([found], [], configuration);

        _states.Failed("gpt", new ModelException(ModelFailure.Unavailable));
        configuration.Reload();
        Assert.True(catalog.TryGet("guide", out var guide));
        Assert.NotSame(found, guide);
        Assert.NotNull(guide.Descriptor.Unavailable);
    }

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("schlüssel")]
    public void Definition_WhenAKeyCannotBeSent_SaysSoAndNotWhichItIs(string key)
    {
        using var catalog = Catalog([], [], Configuration(("Models:gpt:ApiKey", key)));
        Assert.Equal("the key of Models:gpt has characters that cannot be sent", Assert.Single(catalog.Agents).Unavailable);
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

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(
        [
            new("Models:gpt:Provider", "openai"), new("Models:gpt:Model", "gpt"),
            new("Agents:Definitions:guide:Description", "Guides."), new("Agents:Definitions:guide:Model", "gpt"), new("Agents:Definitions:guide:Tools:0", "echo"),
        ])
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();

    private ServiceProvider Provider(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Knowledge:Path", _folder.Path)])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return new ServiceCollection().AddLogging().AddAgents(configuration).AddKnowledge(configuration)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private AgentCatalog Catalog(ScriptedAgent agent, string budget) => Catalog(
        [agent],
        [],
        new ConfigurationBuilder()
            .AddInMemoryCollection([new($"Agents:{agent.Descriptor.Name}:ConversationBudget", budget)])
            .Build());

    private AgentCatalog Catalog(IEnumerable<IAgent> agents, IEnumerable<IBatchAgent> batchAgents, IConfiguration configuration) => new(
        agents,
        batchAgents,
        new DefinedAgents(configuration, [new EchoTools()], _transport, _states, _http, TimeProvider.System, NullLogger<AgentLoop>.Instance),
        configuration,
        _log);

    private sealed class EchoTools : IToolSource
    {
        public IReadOnlyList<AIFunction> All { get; } = [AIFunctionFactory.Create((string text) => text, "echo")];
    }
}
