using System.Net;
using System.Text.RegularExpressions;
using Reasoning.IntegrationTests.Hosting;

namespace Reasoning.IntegrationTests.Description;

/// <summary>The page at <c>/docs</c> needs nothing but the server.</summary>
public sealed class ReferencePageTests(SharedServer shared)
{
    private readonly TestServer _server = shared.Server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_WhenItIsOpened_RunsOnlyWhatTheServerGives()
    {
        using var page = await _server.Http.GetAsync("/docs", Cancellation);
        Assert.Equal("/docs/", page.RequestMessage!.RequestUri!.AbsolutePath);
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.DoesNotContain("//", html.Replace("<!--", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(["openapi/v1.json", "asyncapi.json", "\"telemetry\":false"], part => Assert.Contains(part, html, StringComparison.Ordinal));

        var scripts = Regex.Matches(html, "src=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            using var answer = await _server.Http.GetAsync($"/docs/{script}", Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Page_WhenItIsOpened_MayRunTheScriptsThatItCarriesAndNoOthers()
    {
        var first = await NonceAsync();
        Assert.NotEqual(first, await NonceAsync());
    }

    private async Task<string> NonceAsync()
    {
        using var page = await _server.Http.GetAsync("/docs/", Cancellation);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        var nonce = Regex.Match(policy, "'nonce-([0-9a-f]{32})'").Groups[1].Value;
        var html = await page.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(Regex.Count(html, "<script"), Regex.Count(html, $"<script[^>]* nonce=\"{nonce}\""));
        return nonce;
    }
}
