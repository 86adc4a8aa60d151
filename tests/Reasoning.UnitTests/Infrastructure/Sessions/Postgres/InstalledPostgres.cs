using System.Diagnostics;

namespace Reasoning.UnitTests.Infrastructure.Sessions.Postgres;

/// <summary>
/// A server from installed programs, in a temporary folder, reached by a socket in that folder: it takes no port and
/// nobody else can reach it.
/// </summary>
internal sealed class InstalledPostgres : PostgresServer
{
    private const string Installations = "/usr/lib/postgresql";

    private readonly string _programs;
    private readonly string _folder;
    private readonly bool _survivesMachine;

    private InstalledPostgres(string programs, string folder, bool survivesMachine)
    {
        _programs = programs;
        _folder = folder;
        _survivesMachine = survivesMachine;
    }

    public override string ConnectionString => $"Host={_folder};Username=postgres;Database=postgres";

    private string Data => Path.Combine(_folder, "data");

    /// <param name="survivesMachine">Whether it waits for the disk: it survives being killed in any case.</param>
    /// <returns><see langword="null"/> when PostgreSQL is not installed.</returns>
    public static async Task<InstalledPostgres?> TryStartAsync(bool survivesMachine = false)
    {
        if (FindPrograms() is not { } programs)
            return null;

        // Made by the user who runs the server, so that it is theirs.
        var folder = (await RunAsync("mktemp", "-d", "--tmpdir", "reasoning-postgres-XXXXXX")).Trim();
        var server = new InstalledPostgres(programs, folder, survivesMachine);
        await server.RunProgramAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        await server.StartAsync();
        return server;
    }

    public override Task StopAsync() => StopAsync("immediate");

    public override Task StartAsync() => RunProgramAsync(
        "pg_ctl", "start", "-w", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o", $"-k {_folder} -c listen_addresses='' -c fsync={(_survivesMachine ? "on" : "off")}");

    public override async ValueTask DisposeAsync()
    {
        await StopAsync("fast");
        await RunAsync("rm", "-rf", _folder);
    }

    private static string? FindPrograms() =>
        Directory.Exists(Installations)
            ? Directory.GetDirectories(Installations)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))
                .FirstOrDefault(programs => File.Exists(Path.Combine(programs, "initdb")))
            : null;

    private async Task StopAsync(string mode) => await RunProgramAsync("pg_ctl", "stop", "-w", "-D", Data, "-m", mode);

    private Task RunProgramAsync(string name, params string[] arguments) => RunAsync(Path.Combine(_programs, name), arguments);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        // The server refuses to run as root; the package brings a user for it.
        string[] line = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", program, .. arguments] : [program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;

        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} failed: {await error}{await output}");
    }
}
