using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Reasoning.IntegrationTests.Connecting;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Http.Sessions;

/// <summary>The routes of sessions as a program uses them.</summary>
internal static class HttpSessions
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    extension(TestServer server)
    {
        public Task<JsonElement> GetAsync(string path) => server.Http.GetFromJsonAsync<JsonElement>(path, Cancellation);

        public async Task<HttpResponseMessage> SendAsync(
            HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            return await server.Http.SendAsync(request, Cancellation);
        }

        public async Task IsRefusedAsync(
            HttpMethod method, string path, string? body, HttpStatusCode status, string code, params (string Name, string Value)[] headers)
        {
            using var response = await server.SendAsync(method, path, body, headers);
            await RefusalTests.IsProblemAsync(response, status, code);
        }

        /// <summary>Lets a puppet answer in this session, and waits until that is stored.</summary>
        public async Task<string> AnswerAsync(string session, string answer = "The answer.")
        {
            await using var client = await server.ConnectAsync(session);
            var (puppet, run) = await server.StartPuppetAsync(client);
            puppet.Answer(answer);
            await client.UntilEndAsync();
            return run;
        }
    }

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static async Task<JsonElement> BodyAsync(this HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancellation));
}
