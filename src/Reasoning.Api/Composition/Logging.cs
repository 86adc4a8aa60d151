using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Settings.Configuration;

namespace Reasoning.Api.Composition;

/// <summary>Structured logs on standard output: readable on a terminal, JSON lines with <c>Logging:Json=true</c>.</summary>
internal static class Logging
{
    // Named, because looking for them in every assembly is a tenth of the start.
    private static readonly ConfigurationReaderOptions Sinks = new(
        typeof(LoggerConfiguration).Assembly,
        typeof(ConsoleLoggerConfigurationExtensions).Assembly,
        typeof(FileLoggerConfigurationExtensions).Assembly);

    public static void AddLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog((_, logger) =>
    {
        logger.ReadFrom.Configuration(builder.Configuration, Sinks).Enrich.FromLogContext();
        if (builder.Configuration.GetValue("Logging:Json", false))
            logger.WriteTo.Console(new CompactJsonFormatter());
        else
            logger.WriteTo.Console(formatProvider: CultureInfo.InvariantCulture);
    });

    /// <summary>One line a request. The path as it was sent, in escapes: decoded it could hold line breaks and write lines of its own.</summary>
    public static void UseRequestLogging(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.MessageTemplate = "HTTP {RequestMethod} {RequestPath} responded {StatusCode} in {Elapsed:0.0000} ms";
        options.GetMessageTemplateProperties = static (context, _, elapsed, status) =>
        [
            new LogEventProperty("RequestMethod", new ScalarValue(context.Request.Method)),
            new LogEventProperty("RequestPath", new ScalarValue(context.Request.Path.ToUriComponent())),
            new LogEventProperty("StatusCode", new ScalarValue(status)),
            new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
        ];

        // A refusal is no failure of ours, however many knock.
        options.GetLevel = static (context, _, failure) =>
            failure is not null || context.Response.StatusCode == StatusCodes.Status500InternalServerError
                ? LogEventLevel.Error
                : LogEventLevel.Information;
    });
}
