namespace Reasoning.Infrastructure.Hosting;

/// <summary>Whether the server still takes new work.</summary>
public sealed class ServerState
{
    private volatile bool _isDraining;

    /// <summary>It is shutting down: new connections are refused, open ones are being closed.</summary>
    public bool IsDraining => _isDraining;

    internal void StartDraining() => _isDraining = true;
}
