using Microsoft.Extensions.Configuration;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.Agents;

namespace Reasoning.UnitTests.Agents;

/// <summary>What cannot be used. What can is a test of the whole server.</summary>
public sealed class AgentAssembliesTests
{
    [Fact]
    public void Load_WhenNothingIsNamed_LoadsNothing() => Assert.Empty(AgentAssemblies.Load(new ConfigurationBuilder().Build()));

    [Fact]
    public void Load_WhenTheFileIsMissing_SaysWhichSetting() => Fails("missing.dll", "Agents:Assemblies:0: there is no file ");

    [Fact]
    public void Load_WhenItIsNoAssembly_SaysSo() => Fails("Reasoning.UnitTests.runtimeconfig.json", "cannot be loaded");

    [Fact]
    public void Load_WhenItHoldsNoAgent_SaysWhatWasLookedFor() =>
        Fails(typeof(RunId).Assembly.Location, "has no public class that is an IAgent or an IBatchAgent or an IToolSource");

    private static void Fails(string file, string message)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Agents:Assemblies:0", file)]).Build();
        var failure = Assert.Throws<InvalidOperationException>(() => AgentAssemblies.Load(configuration));
        Assert.StartsWith("Agents:Assemblies:0", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }
}
