using System.Diagnostics;
using System.Globalization;
using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Shutdown;

/// <summary>The server as an operator starts it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(params IEnumerable<string> settings)
    {
        var server = Path.Combine(AppContext.BaseDirectory, "Reasoning.Api.dll");
        var start = new ProcessStartInfo(
            "dotnet", [server, "--urls", "http://127.0.0.1:0", "--Agents:Load:Enabled=true", "--Storage:Provider=memory", .. settings]) { RedirectStandardOutput = true };
        // Whoever runs the tests may have keys, which are not for them.
        foreach (var name in (string[])["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY"])
            start.Environment.Remove(name);

        var process = Process.Start(start)!;
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask().InTime() is { } line)
        {
            lines.Add(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                // Whatever else it says has to be taken from it, or it would wait.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new ServerProcess(process, new Uri(line[(at + Listening.Length)..].Trim(' ', '"')));
            }
        }

        throw new InvalidOperationException($"The server did not start:\n{string.Join('\n', lines)}");
    }

    /// <summary>What an orchestrator sends first.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().InTime();
    }

    /// <summary>As a crash would.</summary>
    public void Kill() => _process.Kill();

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync().InTime();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
