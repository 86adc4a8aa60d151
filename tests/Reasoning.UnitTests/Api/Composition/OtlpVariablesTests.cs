using Microsoft.Extensions.Configuration;
using Reasoning.Api.Composition;

namespace Reasoning.UnitTests.Api.Composition;

public sealed class OtlpVariablesTests
{
    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://collector/v1/traces", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=https://collector/v1/metrics", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317 OTEL_SDK_DISABLED=TRUE", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317 OTEL_METRICS_EXPORTER=none", true, false)]
    public void Has_WhenVariablesAreSet_SaysWhatIsExported(string variables, bool traces, bool metrics)
    {
        var read = Read(variables);
        Assert.Equal((traces, metrics), (read.HasTraces, read.HasMetrics));
        Assert.True(read.Validate(null, new TelemetryOptions()).Succeeded);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is no absolute http or https URL.")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=/traces", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is no absolute http or https URL.")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL is neither 'grpc' nor 'http/protobuf'.")]
    [InlineData("OTEL_SDK_DISABLED=1", "OTEL_SDK_DISABLED is neither 'true' nor 'false'.")]
    public void Validate_WhenAVariableIsWrong_NamesItAndNothingIsExported(string variables, string mistake)
    {
        var read = Read(variables);
        Assert.Equal([mistake], read.Validate(null, new TelemetryOptions()).Failures);
        Assert.Equal((false, false), (read.HasTraces, read.HasMetrics));
    }

    private static OtlpVariables Read(string variables) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('=')).Select(parts => KeyValuePair.Create<string, string?>(parts[0], parts[1])))
        .Build());
}
