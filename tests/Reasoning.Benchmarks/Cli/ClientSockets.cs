namespace Reasoning.Benchmarks.Cli;

/// <summary>
/// Lets one thread poll all sockets of the load client and run their readers in place, which leaves more
/// of the machine to the server. The runtime reads these settings when it first uses a socket.
/// </summary>
internal static class ClientSockets
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    private static readonly Dictionary<string, string?> Inherited = [];

    public static void Configure()
    {
        foreach (var name in (string[])[Inline, Threads])
        {
            Inherited[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, "1");
        }
    }

    /// <summary>A server must get the settings of whoever started us: what suits this client does not suit it.</summary>
    public static void Undo(IDictionary<string, string?> environment)
    {
        foreach (var (name, value) in Inherited)
        {
            if (value is null)
                environment.Remove(name);
            else
                environment[name] = value;
        }
    }
}
