using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Shutdown;

namespace Reasoning.IntegrationTests.Http.Sessions;

/// <summary>A question that leaves out what the one before it named, to the server as an operator starts it.</summary>
public sealed class ConversationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task FollowUp_BeforeAndAfterARestart_IsAnsweredInContext()
    {
        var documents = Directory.CreateDirectory(Path.Combine(_folder, "documents"));
        await File.WriteAllTextAsync(
            Path.Combine(documents.FullName, "animals.md"),
            "# Animals\n\n## Otters\n\nOtters hold hands while they sleep.\n\n## Bees\n\nBees dance to tell where flowers are.\n",
            TestContext.Current.CancellationToken);
        string[] settings = ["--Storage:Provider=sqlite", $"--Storage:Path={_folder}/data", $"--Knowledge:Path={documents.FullName}"];
        using (var server = await ServerProcess.StartAsync(settings))
        {
            Assert.Contains("hold hands", await AskAsync(server, "otters", "What do otters do?"), StringComparison.Ordinal);
            Assert.Contains("hold hands", await AskAsync(server, "otters", "and how do I change it?"), StringComparison.Ordinal);
            Assert.DoesNotContain("hold hands", await AskAsync(server, "another", "and how do I change it?"), StringComparison.Ordinal);
            await server.TerminateAsync();
            Assert.Equal(0, await server.ExitCodeAsync());
        }

        using var next = await ServerProcess.StartAsync(settings);
        Assert.Contains("hold hands", await AskAsync(next, "otters", "Why?"), StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(ServerProcess server, string session, string question)
    {
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = Limit.Wait };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/sessions/{session}/messages")
        {
            Content = JsonContent.Create(new { message = question }, MediaTypeHeaderValue.Parse("application/json")),
        };
        request.Headers.Add("Prefer", "wait=15");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).Text("answer")!;
    }
}
