namespace Reasoning.ChaosTests.Servers;

/// <summary>How the server is set up for chaos.</summary>
internal static class ServerSettings
{
    public static IReadOnlyList<string> Common { get; } =
    [
        "--Agents:Load:Enabled=true",
        "--Runs:MaxPerSession=8",
        // A ping tells how far the log has come: the more often, the more it can contradict.
        "--Connections:HeartbeatInterval=00:00:01",
        "--Connections:StreamHeartbeatInterval=00:00:01",
        // Small, so that clients fall behind often and are served from the store.
        "--Readers:MaxLiveBytes=32768",
        "--Readers:PageBytes=16384",
        "--Storage:RecoveryInterval=00:00:01",
    ];
}
