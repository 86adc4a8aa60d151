using Serilog;
using Serilog.Formatting.Compact;

namespace Reasoning.Api.Composition;

/// <summary>Structured logs on standard output: readable on a terminal, JSON lines with <c>Logging:Json=true</c>.</summary>
internal static class Logging
{
    public static void AddLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog((_, logger) =>
    {
        logger.ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext();
        if (builder.Configuration.GetValue("Logging:Json", false))
            logger.WriteTo.Console(new CompactJsonFormatter());
        else
            logger.WriteTo.Console(formatProvider: System.Globalization.CultureInfo.InvariantCulture);
    });
}
