using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Shutdown;

namespace Reasoning.IntegrationTests.Remote;

/// <summary>A server that dies in the middle of a remote agent's run, and another one that finds it.</summary>
internal static class Crash
{
    /// <param name="isTime">Whether the server dies after this event.</param>
    /// <returns>The steps of the whole run.</returns>
    public static async Task<IReadOnlyList<ServerMessage>> AskAsync(
        string folder, Uri remote, string recovery, string message, Func<ServerMessage, bool> isTime)
    {
        string[] settings =
        [
            "--Storage:Provider=sqlite", $"--Storage:Path={folder}", "--Storage:RecoveryInterval=00:00:00.100",
            .. RemoteSettings.At(remote, ("Recovery", recovery)).Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        string session;
        using (var first = await ServerProcess.StartAsync(settings))
        {
            await using var client = await ChatClient.ConnectAsync(first.Address);
            session = client.Session;
            await client.ChatAsync(message, RemoteSettings.Agent);
            await client.UntilAsync(isTime);
            first.Kill();
            await first.ExitCodeAsync();
        }

        using var second = await ServerProcess.StartAsync(settings);
        await using var again = await ChatClient.ConnectAsync(second.Address, session, "after=0");
        var events = await again.UntilEndAsync();
        return [.. events.Where(one => one.StepType is not null)];
    }
}
