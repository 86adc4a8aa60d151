using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Remote;

/// <summary>One of the example servers of the documentation, on a port of its own.</summary>
internal sealed class ExampleProgram : IDisposable
{
    private const string Listening = "listening on ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ExampleProgram(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Read(line.Data ?? "");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Task<Uri> Address => _address.Task;

    /// <summary>What it has printed.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Skips the test where the runtime is missing.</summary>
    public static ExampleProgram Start(string runtime, string file)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Remote", "Examples", file);
        try
        {
            return new ExampleProgram(Process.Start(new ProcessStartInfo(runtime, [path, "0"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"needs {runtime}");
            throw;
        }
    }

    public Task StoppedAsync() => Limit.UntilAsync(
        () => _lines.Any(line => line.StartsWith("stopped: the gateway has closed the connection", StringComparison.Ordinal)), "the example has stopped its work");

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private void Read(string line)
    {
        _lines.Enqueue(line);
        if (line.StartsWith(Listening, StringComparison.Ordinal))
            _address.TrySetResult(new Uri(line[Listening.Length..]));
    }
}
