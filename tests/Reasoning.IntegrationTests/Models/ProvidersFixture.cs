using Reasoning.IntegrationTests.Agents;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Models;

/// <summary>One server with an agent for each way to speak to a model, all before the same mock.</summary>
public sealed class ProvidersFixture : IAsyncLifetime
{
    private readonly ModelMock _mock = new();
    private readonly Dictionary<string, MockProxy> _proxies = [];
    private TestServer? _server;

    internal ModelMock Mock => _mock;

    /// <summary>The server that the tests share, and a mock that has forgotten what others asked it.</summary>
    internal async Task<TestServer> ServerAsync()
    {
        await _mock.ResetAsync();
        return _server ??= await TestServer.StartAsync([.. Settings]);
    }

    /// <summary>What the agent of this shape has asked the mock, oldest first.</summary>
    internal IReadOnlyCollection<string> RequestsOf(string shape) => _proxies[shape].Requests;

    /// <summary>The settings with which a server of its own speaks to the mock.</summary>
    internal IEnumerable<(string Key, string Value)> Settings => ProviderShape.All.SelectMany(SettingsOf);

    public async ValueTask InitializeAsync()
    {
        await _mock.InitializeAsync();
        if (!_mock.IsThere)
            return;
        foreach (var shape in ProviderShape.All)
            _proxies.Add(shape.Name, await MockProxy.StartAsync(_mock.Address, shape));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        foreach (var proxy in _proxies.Values)
            await proxy.DisposeAsync();
        await _mock.DisposeAsync();
    }

    /// <summary>The settings of a model and of its agents: one as people would have it, and one that waits for nobody.</summary>
    private IEnumerable<(string Key, string Value)> SettingsOf(ProviderShape shape)
    {
        var model = $"Models:{shape.Name}";
        List<(string, string)> settings =
        [
            ($"{model}:Endpoint", new Uri(_proxies[shape.Name].Address, shape.Path).ToString()),
            ($"{model}:Model", "mock-model"),
            .. shape.Settings.Select(setting => ($"{model}:{setting.Key}", setting.Value)),
            .. Agent(shape.Name, shape.Name),
            .. Agent($"hasty-{shape.Name}", shape.Name),
            ($"Agents:Definitions:{shape.Name}:Tools:3", SlowTool.Name),
            ($"Agents:Definitions:hasty-{shape.Name}:Limits:ModelRetries", "0"),
            ($"Agents:Definitions:hasty-{shape.Name}:Limits:ModelSilence", "00:00:00.500"),
        ];
        return settings;
    }

    private static IEnumerable<(string Key, string Value)> Agent(string name, string model)
    {
        var agent = $"Agents:Definitions:{name}";
        return
        [
            ($"{agent}:Description", "Plans trips."),
            ($"{agent}:Instructions", "You plan trips."),
            ($"{agent}:Model", model),
            ($"{agent}:Tools:0", "calculator"),
            ($"{agent}:Tools:1", "unit_converter"),
            ($"{agent}:Tools:2", "date_calculator"),
            ($"{agent}:Limits:MaxParallelCalls", "1"),
            ($"{agent}:Limits:MaxRetryDelay", "00:00:02"),
        ];
    }
}
