using Microsoft.Extensions.Options;

namespace Reasoning.Api.Composition;

/// <summary>Decides whether anybody is told what the server does. When nobody is, nothing of OpenTelemetry is even loaded.</summary>
internal static class TelemetryRegistration
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var variables = new OtlpVariables(builder.Configuration);
        builder.Services.AddOptions<TelemetryOptions>().Bind(builder.Configuration.GetSection(TelemetryOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>>(variables);

        var hasPrometheus = IsScraped(builder.Configuration);
        if (hasPrometheus || variables.HasTraces || variables.HasMetrics)
            Exporters.Add(builder.Services, variables, hasPrometheus);
    }

    public static void MapTelemetry(this WebApplication app)
    {
        if (IsScraped(app.Configuration))
            Exporters.MapPrometheus(app);
    }

    // Read by hand, because what is wrong with it is said when the server starts.
    private static bool IsScraped(IConfiguration configuration) =>
        bool.TryParse(configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Prometheus)}"], out var isWanted)
        && isWanted
        && !new OtlpVariables(configuration).IsDisabled;
}
