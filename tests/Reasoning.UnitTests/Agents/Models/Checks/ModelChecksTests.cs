using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Models;
using Reasoning.Infrastructure.Agents.Models.Checks;

namespace Reasoning.UnitTests.Agents.Models.Checks;

public sealed class ModelChecksTests
{
    [Theory]
    [InlineData("openai", "https://api.openai.com/v1", ModelFailure.NotFound, false)]
    [InlineData("openai", "https://proxy.example/v1", ModelFailure.NotFound, true)]
    [InlineData("openai", "https://proxy.example/v1", ModelFailure.Unauthorized, false)]
    [InlineData("openai-compatible", "http://localhost:1234/v1", ModelFailure.NotFound, true)]
    [InlineData("anthropic", "https://api.anthropic.com", ModelFailure.NotFound, false)]
    [InlineData("ollama", "http://elsewhere:11434", ModelFailure.NotFound, false)]
    public void IsUnknowing_WhenAServerHasNoList_IsTrue(string provider, string address, ModelFailure failure, bool expected)
    {
        using var http = new HttpClient();
        var connection = new ModelConnection(new ModelOptions { Provider = provider, Model = "m" }, new Uri(address), "key", http);
        Assert.Equal(expected, ModelChecks.IsUnknowing(connection, new ModelException(failure)));
    }

    [Fact]
    public async Task ExecuteAsync_WhenAModelCannotEvenBeAsked_GoesOn()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Models:gpt:Provider", "openai"), new("Models:gpt:Model", "gpt"), new("Models:gpt:ApiKey", "one\ntwo"),
            new("Models:gpt:Endpoint", "http://localhost:1/v1"),
        ]).Build();
        using var transport = new ModelTransport(TimeProvider.System);
        using var checks = new ModelChecks(
            configuration, transport, new ModelStates(NullLogger<ModelStates>.Instance), Options.Create(new ModelCheckOptions()), TimeProvider.System);

        await checks.StartAsync(TestContext.Current.CancellationToken);
        await checks.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(checks.ExecuteTask!.IsFaulted);
    }
}
