using System.Net;
using Reasoning.IntegrationTests.Clients;
using Reasoning.IntegrationTests.Hosting;
using Reasoning.IntegrationTests.Shutdown;

namespace Reasoning.IntegrationTests.Observability;

/// <summary>In processes of their own: whoever collects figures and spans gets those of the whole process.</summary>
public sealed class ObservabilityTests(SharedServer shared)
{
    private const string Failing = "steps=5 fail=3";

    [Fact]
    public async Task Metrics_WhenARunHasFailed_ShowsIt()
    {
        using var server = await ServerProcess.StartAsync("--Telemetry:Prometheus=true");
        await FailAsync(server);

        using var http = new HttpClient { BaseAddress = server.Address };
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains(
            """gen_ai_invoke_agent_duration_seconds_count{error_type="agent_failed",gen_ai_agent_name="load",reasoning_outcome="failed"} 1""", metrics, StringComparison.Ordinal);
        Assert.Contains("""service_name="reasoning",service_version=""", metrics, StringComparison.Ordinal);
        Assert.Contains("""reasoning_request_duration_seconds_count{reasoning_outcome="ok",reasoning_request="SendChatCommand"} 1""", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_WhenNobodyWantsThem_AreNotThere()
    {
        using var answer = await shared.Server.Http.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Traces_WhenARunHasFailed_AreThoseThatTheClientWasTold()
    {
        await using var collector = await Collector.StartAsync();
        using var server = await ServerProcess.StartAsync(
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Url}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--OTEL_BSP_SCHEDULE_DELAY=50", "--OTEL_SERVICE_NAME=gateway-of-the-test");
        var trace = Convert.FromHexString(await FailAsync(server));

        await Limit.UntilAsync(() => collector.Has(trace, "invoke_agent load"u8.ToArray(), "gateway-of-the-test"u8.ToArray()), "the span has come");
        Assert.True(collector.Has(trace, "agent_failed"u8.ToArray()));
        Assert.False(collector.Has(Failing));
        Assert.False(collector.Has("Told to fail"));
    }

    /// <returns>The trace id that the client was told.</returns>
    private static async Task<string> FailAsync(ServerProcess server)
    {
        await using var client = await ChatClient.ConnectAsync(server.Address);
        await client.ChatAsync(Failing, "load");
        var error = (await client.UntilEndAsync())[^1];
        Assert.Equal("agent_failed", error.Data.GetProperty("code").GetString());
        return error.Data.GetProperty("trace_id").GetString()!;
    }
}
