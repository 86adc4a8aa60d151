namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>The connections to all providers. Models come and go with the configuration; what leads to them stays.</summary>
internal sealed class ModelTransport(TimeProvider time) : IDisposable
{
    private readonly SocketsHttpHandler _connections = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(15),

        // Providers move, and names are looked up only for new connections.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),

        // Elsewhere nobody should see a key.
        AllowAutoRedirect = false,

        // What a provider remembers of one key is no affair of another's.
        UseCookies = false,
    };

    /// <summary>A client that needs not be disposed of.</summary>
    public HttpClient Create(string? key) => new(new ProviderHandler(_connections, key, time), disposeHandler: false)
    {
        // The loop limits how long a model may be silent.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => _connections.Dispose();
}
