using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Models;

/// <summary>
/// Providers of language models that nobody of us has written: npm's aimock in a process of its own, which speaks their
/// protocols and answers as the files in <c>Fixtures</c> say.
/// </summary>
public sealed partial class ModelMock : IAsyncLifetime
{
    private const string Missing = "needs Node and, once, `npm ci --prefix tests/models`";

    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Models", "Fixtures");

    private readonly HttpClient _http = new();
    private readonly string? _program = FindProgram();
    private Process? _process;
    private Uri? _address;

    public bool IsThere => _address is not null;

    public Uri Address
    {
        get
        {
            Assert.SkipWhen(_address is null, Missing);
            return _address;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (_program is null)
            return;

        _process = Process.Start(new ProcessStartInfo("node", [_program, "--port", "0", "--fixtures", Fixtures])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } found)
                listening.TrySetResult(new Uri(found.Groups[1].Value));
        };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _address = await listening.Task.InTime();
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process?.Kill();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Forgets what it was asked, not how often it gave which answer.</summary>
    public async Task ResetAsync()
    {
        using var answer = await _http.PostAsync(new Uri(Address, "__aimock/reset/journal"), content: null).InTime();
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The bodies that it was sent, oldest first.</summary>
    public async Task<List<JsonElement>> RequestsAsync()
    {
        using var journal = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Address, "__aimock/journal")).InTime());
        return [.. journal.RootElement.EnumerateArray().Select(entry => entry.GetProperty("body").Clone())];
    }

    private static string? FindProgram()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "tests", "models", "node_modules", "@copilotkit", "aimock", "dist", "cli.js");
            if (File.Exists(program))
                return program;
        }

        return null;
    }

    [GeneratedRegex(@"listening on (http://\S+)")]
    private static partial Regex Listening();
}
