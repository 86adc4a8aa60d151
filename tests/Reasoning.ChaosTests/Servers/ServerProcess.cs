using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Reasoning.ChaosTests.Servers;

/// <summary>
/// The server that lies beside the tests, as a process that is killed and started again, always on the same port and with
/// the same folder.
/// </summary>
internal sealed class ServerProcess(string folder, IReadOnlyList<string> settings) : IAsyncDisposable
{
    private const int ShownLines = 60;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _logPath = Path.Combine(folder, "server.log");
    private readonly Lock _logLock = new();
    private Process? _process;

    public int Port { get; } = FreePort();

    /// <summary>Whether it is gone without having been told to.</summary>
    public bool HasFallen => _process is { HasExited: true };

    public void Start()
    {
        var server = Path.Combine(AppContext.BaseDirectory, "Reasoning.Api.dll");
        var start = new ProcessStartInfo("dotnet", [server, "--urls", $"http://127.0.0.1:{Port}", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Whoever runs the tests may have keys, which are not for them.
        foreach (var name in (string[])["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY"])
            start.Environment.Remove(name);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Log(line.Data);
        _process.ErrorDataReceived += (_, line) => Log(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = StartLimit };
        var started = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(http, cancellationToken))
        {
            if (HasFallen || TimeProvider.System.GetElapsedTime(started) > StartLimit)
                throw new InvalidOperationException("The server did not start.");
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>SIGKILL: it learns nothing of it.</summary>
    public async Task KillAsync()
    {
        var process = Take();
        process.Kill();
        await EndAsync(process);
    }

    /// <summary>SIGTERM, what an orchestrator sends first.</summary>
    /// <returns>Its exit code; <see langword="null"/> when it did not end in time.</returns>
    public async Task<int?> TerminateAsync()
    {
        var process = Take();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        return await EndAsync(process);
    }

    public string LogTail()
    {
        lock (_logLock)
            return File.Exists(_logPath) ? string.Join('\n', File.ReadLines(_logPath).TakeLast(ShownLines)) : "";
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await KillAsync();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<int?> EndAsync(Process process)
    {
        using (process)
        {
            using var limit = new CancellationTokenSource(EndLimit, TimeProvider.System);
            try
            {
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync();
                return null;
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private Process Take()
    {
        var process = _process ?? throw new InvalidOperationException("The server is not running.");
        _process = null;
        return process;
    }

    private void Log(string? line)
    {
        if (line is null)
            return;
        lock (_logLock)
            File.AppendAllText(_logPath, line + "\n");
    }
}
