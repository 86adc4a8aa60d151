namespace Reasoning.ChaosTests.Servers;

/// <summary>How the server is set up for chaos.</summary>
internal static class ServerSettings
{
    public static IReadOnlyList<string> For(string store, string folder) =>
    [
        "--Agents:Load:Enabled=true",
        "--Runs:MaxPerSession=8",
        // A ping tells how far the log has come: the more often, the more it can contradict.
        "--Connections:HeartbeatInterval=00:00:01",
        // Small, so that clients fall behind often and are served from the store.
        "--Readers:MaxLiveBytes=32768",
        "--Readers:PageBytes=16384",
        "--Storage:RecoveryInterval=00:00:01",
        .. StorageFor(store, folder),
    ];

    private static IEnumerable<string> StorageFor(string store, string folder) => store switch
    {
        "sqlite" => ["--Storage:Provider=sqlite", $"--Storage:Path={folder}"],
        // It must forget nothing of what it is asked for.
        "memory" => ["--Storage:Provider=memory", "--Storage:Memory:MaxSessionBytes=1000000000", "--Storage:Memory:MaxBytes=2000000000"],
        _ => throw new ArgumentOutOfRangeException(nameof(store), store, "A store that this test cannot set up."),
    };
}
