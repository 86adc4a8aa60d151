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
}
