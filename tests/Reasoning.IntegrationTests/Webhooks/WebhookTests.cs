using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Description;
using Reasoning.IntegrationTests.Hosting;
using Reasoning.IntegrationTests.Http.Sessions;
using Reasoning.IntegrationTests.Shutdown;

namespace Reasoning.IntegrationTests.Webhooks;

public sealed class WebhookTests : IDisposable
{
    private const string Key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly int _port = FreePort();
    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-").FullName;

    private string Url => $"http://127.0.0.1:{_port}/hook/";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Webhook_WhenRunsEnd_IsToldOfEachAndCanVerifyIt()
    {
        using var receiver = new Receiver(_port);
        await using var server = await TestServer.StartAsync(
            ("Webhooks:Endpoints:crm:Url", Url), ("Webhooks:Endpoints:crm:Secret", $"whsec_{Key}"), ("Webhooks:PollInterval", "00:00:00.020"));
        await using var client = await server.ConnectAsync("s");
        var (puppet, run) = await server.StartPuppetAsync(client);
        puppet.Answer();
        var completed = (await client.UntilEndAsync())[^1];
        var (_, second) = await server.StartPuppetAsync(client);
        await client.InterruptAsync(second);
        await client.UntilEndAsync();
        await receiver.UntilAsync(posts: 2);

        var described = new DescribedOperations(await server.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken));
        Assert.All(receiver.Posts, post => Assert.Empty(described.Errors(described.Webhook, JsonElement.Parse(post.Body))));
        Assert.All(
            described.Webhook.GetProperty("examples").EnumerateObject(),
            example => Assert.Empty(described.Errors(described.Webhook, example.Value.GetProperty("value"))));

        Assert.Equal([$"msg_{run}", $"msg_{second}"], receiver.Posts.Select(post => post.Id).Order());
        var (id, timestamp, signature, body) = receiver.Posts.Single(post => post.Id == $"msg_{run}");
        var json = JsonElement.Parse(body);
        Assert.Equal("run.completed", json.GetProperty("type").GetString());
        Assert.Equal("s", json.GetProperty("data").GetProperty("session_id").GetString());
        Assert.Equal(completed.Text, json.GetProperty("data").GetProperty("event").GetRawText());
        var hash = HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(hash)}", signature);
    }

    [Fact]
    public async Task Webhook_WhenNobodyIsThereUntilAfterARestart_IsToldAllTheSame()
    {
        string[] settings =
        [
            "--Storage:Provider=sqlite", $"--Storage:Path={_folder}", $"--Webhooks:Endpoints:crm:Url={Url}",
            $"--Webhooks:Endpoints:crm:Secret=whsec_{Key}", "--Webhooks:PollInterval=00:00:00.020", "--Webhooks:FirstRetry=00:00:00.050",
        ];
        using (var first = await ServerProcess.StartAsync(settings))
        {
            await using var client = await ChatClient.ConnectAsync(first.Address);
            await client.AskAsync("steps=1", "load");
            first.Kill();
            await first.ExitCodeAsync();
        }

        using var receiver = new Receiver(_port) { Status = HttpStatusCode.ServiceUnavailable };
        using var second = await ServerProcess.StartAsync(settings);
        await receiver.UntilAsync(posts: 2);
        receiver.Status = HttpStatusCode.NoContent;
        var refused = receiver.Posts.Count;
        await receiver.UntilAsync(refused + 1);
        Assert.Single(receiver.Posts.Select(post => post.Id).Distinct());
    }

    [Fact]
    public async Task Webhook_WhenTheEndpointPointsElsewhere_DoesNotGoThere()
    {
        using var elsewhere = new Receiver(FreePort());
        using var receiver = new Receiver(_port) { Status = HttpStatusCode.TemporaryRedirect, Location = elsewhere.Url };
        await using var server = await TestServer.StartAsync(
            ("Webhooks:Endpoints:CRM:Url", Url), ("Webhooks:Endpoints:CRM:Secret", $"whsec_{Key}"),
            ("Webhooks:PollInterval", "00:00:00.020"), ("Webhooks:FirstRetry", "00:00:00.020"));
        await server.AnswerAsync("s");

        // A second attempt: the first one was over.
        await receiver.UntilAsync(posts: 2);
        Assert.Empty(elsewhere.Posts);
    }

    /// <summary>One that the system gives to nobody who asks for any: the servers of other tests answer there in the meantime.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
