using Microsoft.Extensions.Options;

namespace Reasoning.Api.Composition;

/// <summary>OpenTelemetry's standard variables, as far as they decide what is exported. Checked at start, together with <see cref="TelemetryOptions"/>.</summary>
internal sealed class OtlpVariables(IConfiguration configuration) : IValidateOptions<TelemetryOptions>
{
    public const string Traces = "TRACES";
    public const string Metrics = "METRICS";

    private const string Disabled = "OTEL_SDK_DISABLED";

    private static readonly string[] Signals = ["", "_TRACES", "_METRICS"];

    public bool IsDisabled => string.Equals(configuration[Disabled], "true", StringComparison.OrdinalIgnoreCase);

    public bool HasTraces => Exports(Traces);

    public bool HasMetrics => Exports(Metrics);

    /// <summary>Whether somebody has said how long sending may take, whatever is sent.</summary>
    public bool LimitsAll => !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_TIMEOUT"]);

    /// <returns>What is said for this signal alone; <see langword="null"/> when nothing is.</returns>
    public string? Of(string signal, string name) =>
        configuration[$"OTEL_EXPORTER_OTLP_{signal}_{name}"] is { Length: > 0 } value ? value : null;

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        List<string> mistakes = [];
        if (configuration[Disabled] is { Length: > 0 } disabled && !bool.TryParse(disabled, out _))
            mistakes.Add($"{Disabled} is neither 'true' nor 'false'.");
        foreach (var signal in Signals)
        {
            var endpoint = $"OTEL_EXPORTER_OTLP{signal}_ENDPOINT";
            if (configuration[endpoint] is { Length: > 0 } address && !IsAddress(address))
                mistakes.Add($"{endpoint} is no absolute http or https URL.");
            var protocol = $"OTEL_EXPORTER_OTLP{signal}_PROTOCOL";
            if (configuration[protocol] is not (null or "" or "grpc" or "http/protobuf"))
                mistakes.Add($"{protocol} is neither 'grpc' nor 'http/protobuf'.");
        }

        return mistakes.Count > 0 ? ValidateOptionsResult.Fail(mistakes) : ValidateOptionsResult.Success;
    }

    private bool Exports(string signal) =>
        !IsDisabled
        && !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)
        && (IsAddress(Of(signal, "ENDPOINT")) || IsAddress(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]));

    private static bool IsAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
