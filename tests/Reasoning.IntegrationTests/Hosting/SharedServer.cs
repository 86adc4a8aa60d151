using Reasoning.IntegrationTests.Hosting;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Reasoning.IntegrationTests.Hosting;

/// <summary>One server with default settings for all tests that do not mind each other: each has a session of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Server.HasNothingLeftAsync();
        await Server.DisposeAsync();
    }
}
