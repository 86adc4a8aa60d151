using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Reasoning.Application.Knowledge;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;
using Reasoning.IntegrationTests.Http.Sessions;

namespace Reasoning.IntegrationTests.Http.Knowledge;

/// <summary>What the page asks about the documents.</summary>
public sealed class KnowledgeTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reasoning-").FullName;
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var paragraphs = string.Join("\n\n", Enumerable.Range(0, 80).Select(i => $"Paragraph {i}: " + string.Concat(Enumerable.Repeat("ä🎉 ", 200))));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "animals.md"),
            $"Before.\n\n# Animals\n\n## Otters & \"co\"\n\nOtters <b>hold</b> hands.\n\n## Long\n\n{paragraphs}\n", Cancellation);
        _server = await TestServer.StartAsync(("Knowledge:Path", _folder));
        await _server.Services.GetRequiredService<IKnowledgeIndex>().Ready.InTime();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task GetKnowledge_WhenItIsReady_CountsWhatThereIs()
    {
        var status = await _server.GetAsync("/knowledge");

        Assert.True(status.GetProperty("ready").GetBoolean());
        Assert.Equal(1, status.GetProperty("documents").GetInt32());
        Assert.InRange(status.GetProperty("passages").GetInt32(), 3, 100);
    }

    [Theory]
    [InlineData("", "Before.")]
    [InlineData("&heading=", "Before.")]
    [InlineData("&heading=Animals%20%E2%80%BA%20Otters%20%26%20%22co%22", "Otters hold hands.")]
    public async Task ReadSection_WhenItIsThere_ShowsIt(string heading, string text) =>
        Assert.Equal(text, (await _server.GetAsync("/knowledge/passages?source=animals.md" + heading)).Text("text"));

    [Fact]
    public async Task ReadSection_WhenItIsLong_ShowsItsBeginning()
    {
        var section = await _server.GetAsync("/knowledge/passages?source=animals.md&heading=" + Uri.EscapeDataString("Animals › Long"));

        var text = section.Text("text")!;
        Assert.True(section.GetProperty("truncated").GetBoolean());
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 60_000, 64 * 1024);
        Assert.StartsWith("Paragraph 0: ", text, StringComparison.Ordinal);
        Assert.Contains("\n\nParagraph 1: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', text);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?heading=Animals", HttpStatusCode.BadRequest)]
    [InlineData("?source=nothing.md", HttpStatusCode.NotFound)]
    [InlineData("?source=animals.md&heading=Plants", HttpStatusCode.NotFound)]
    [InlineData("?source=../animals.md", HttpStatusCode.NotFound)]
    [InlineData("?source=%00%FF", HttpStatusCode.NotFound)]
    public async Task ReadSection_WhenItIsNotThere_IsRefused(string query, HttpStatusCode status)
    {
        using var response = await _server.Http.GetAsync("/knowledge/passages" + query, Cancellation);

        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task ReadSection_WhenANameIsTooLong_IsRefused()
    {
        using var response = await _server.Http.GetAsync($"/knowledge/passages?source={new string('a', 4_097)}", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
