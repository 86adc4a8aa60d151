using System.ComponentModel;
using System.Diagnostics;

using Reasoning.Benchmarks.Compare;

namespace Reasoning.Benchmarks.Others;

/// <summary>The server in <c>Python/server.py</c>, where there is a Python that can run it.</summary>
/// <param name="Versions">Of what it runs on.</param>
internal sealed record PythonServer(ServerCommand Command, string Versions)
{
    private const string AskVersions =
        "import platform, fastapi, uvicorn, websockets, uvloop; " +
        "print(f'Python {platform.python_version()}, FastAPI {fastapi.__version__}, uvicorn {uvicorn.__version__}, uvloop {uvloop.__version__}')";

    /// <summary>The system's, which has the packages, before one that somebody has put in front of it.</summary>
    private static readonly string[] Interpreters = ["/usr/bin/python3", "python3"];

    public static async Task<PythonServer?> FindAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Python", "server.py");
        foreach (var interpreter in Interpreters)
        {
            if (await VersionsAsync(interpreter, cancellationToken) is { } versions)
                return new PythonServer(new ServerCommand("fastapi", interpreter, [file, "--urls", "{url}"]), versions);
        }

        return null;
    }

    private static async Task<string?> VersionsAsync(string interpreter, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(interpreter, ["-c", AskVersions])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? (await output).Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
