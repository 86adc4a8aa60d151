using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Load;

namespace Reasoning.Benchmarks.Compare;

/// <summary>A server in a process of its own, which does not outlive this object.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int KeptLines = 20;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly string _name;
    private readonly Queue<string> _lastLines = new();

    private ServerProcess(Process process, ServerCommand command, IPEndPoint endPoint)
    {
        _process = process;
        _name = command.Name;
        Target = new Target(endPoint, process.Id, command.Dialect);
        // Somebody must read what it prints, or it stops when the pipe is full.
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Target Target { get; }

    public static ServerProcess Launch(ServerCommand command)
    {
        var endPoint = FreeEndPoint();
        var start = new ProcessStartInfo(command.File, command.ArgumentsFor(endPoint.Port))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.Directory ?? "",
        };
        ClientSockets.Undo(start.Environment);
        try
        {
            return new ServerProcess(Process.Start(start)!, command, endPoint);
        }
        catch (Win32Exception e)
        {
            throw new ServerException($"the {command.Name} cannot be started: {e.Message}");
        }
    }

    public static async Task<ServerProcess> StartAsync(ServerCommand command, CancellationToken cancellationToken)
    {
        var server = Launch(command);
        try
        {
            await server.UntilHealthyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public void ThrowIfExited()
    {
        if (_process.HasExited)
            throw new ServerException($"the {_name} ended with code {_process.ExitCode}:\n{string.Join('\n', Lines())}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        using var limit = new CancellationTokenSource(EndLimit, TimeProvider.System);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
    }

    private async Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{Target.EndPoint}"), Timeout = StartLimit };
        var started = TimeProvider.System.GetTimestamp();
        while (!await IsHealthyAsync(http, cancellationToken))
        {
            ThrowIfExited();
            if (TimeProvider.System.GetElapsedTime(started) > StartLimit)
                throw new ServerException($"the {_name} was not healthy within {StartLimit.TotalSeconds} s:\n{string.Join('\n', Lines())}");
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync("/health/live", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static IPEndPoint FreeEndPoint()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line.Data ?? "");
            if (_lastLines.Count > KeptLines)
                _lastLines.Dequeue();
        }
    }

    private string[] Lines()
    {
        lock (_lastLines)
            return [.. _lastLines];
    }
}
