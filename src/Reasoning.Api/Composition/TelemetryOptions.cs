namespace Reasoning.Api.Composition;

/// <summary>Who is told the server's figures. Section <c>Telemetry</c>; where OTLP goes to is told by its standard variables.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Whether <c>GET /metrics</c> answers, in Prometheus' format, whoever may reach the server. Default no: there is no authentication.</summary>
    public bool Prometheus { get; set; }
}
