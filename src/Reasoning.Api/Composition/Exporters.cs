using System.Globalization;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Reasoning.Application.Diagnostics;

namespace Reasoning.Api.Composition;

/// <summary>OpenTelemetry's SDK and its exporters. Where they export to, and how, they read from the standard variables.</summary>
internal static class Exporters
{
    private const string Metrics = "/metrics";

    /// <summary>Less than OpenTelemetry's ten seconds: a collector that is mute must not hold up the end of the server.</summary>
    private const int TimeoutMilliseconds = 2_000;

    public static void Add(IServiceCollection services, OtlpVariables variables, bool hasPrometheus)
    {
        // The variables come last, so that they win.
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource
            .Clear()
            .AddService("reasoning", serviceVersion: typeof(Exporters).Assembly.GetName().Version?.ToString(3))
            .AddTelemetrySdk()
            .AddEnvironmentVariableDetector());
        if (variables.HasTraces)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(Telemetry.SourceName)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsOfAClient)
                .AddOtlpExporter(otlp => Set(otlp, variables, OtlpVariables.Traces)));
        }

        if (!hasPrometheus && !variables.HasMetrics)
            return;
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(ReasoningMetrics.MeterName, Telemetry.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime");
            if (hasPrometheus)
                metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
            if (variables.HasMetrics)
                metrics.AddOtlpExporter(otlp => Set(otlp, variables, OtlpVariables.Metrics));
        });
    }

    public static void MapPrometheus(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint(Metrics).WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));

    /// <summary>The SDK has read the variables for all signals; those for one alone it leaves to us.</summary>
    private static void Set(OtlpExporterOptions otlp, OtlpVariables variables, string signal)
    {
        if (variables.Of(signal, "ENDPOINT") is { } endpoint)
            otlp.Endpoint = new Uri(endpoint);
        if (variables.Of(signal, "PROTOCOL") is { } protocol)
            otlp.Protocol = protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        otlp.Headers = variables.Of(signal, "HEADERS") ?? otlp.Headers;
        if (int.TryParse(variables.Of(signal, "TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var timeout))
            otlp.TimeoutMilliseconds = timeout;
        else if (!variables.LimitsAll)
            otlp.TimeoutMilliseconds = TimeoutMilliseconds;
    }

    /// <summary>Not of those who watch the server.</summary>
    private static bool IsOfAClient(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments(Metrics);
}
