using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reasoning.Api.Endpoints;
using Reasoning.Api.Endpoints.Sessions;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;
using Reasoning.Api.Upgrades;
using Reasoning.Infrastructure.Hosting;

namespace Reasoning.Api.Composition;

/// <summary>Registers what the endpoints need.</summary>
internal static class HttpRegistration
{
    private const string DefaultUrl = "http://localhost:8000";

    /// <summary>Not in the settings file: there it would win over <c>ASPNETCORE_URLS</c>.</summary>
    public static void ListenOnLoopbackUnlessTold(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(DefaultUrl);
    }

    public static IServiceCollection AddHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OriginOptions>()
            .Bind(configuration.GetSection(OriginOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OriginCheck>();
        services.AddSingleton<ChatSocketEndpoint>();
        services.AddSingleton<EventStreamEndpoint>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(HandOver.Around)));
        services.AddProblemDetails();
        services.AddExceptionHandler<UnexpectedErrors>();

        // What the drain may take and a moment more, for requests that never end: less than orchestrators wait.
        // Read by hand, because the host asks for this before the options are checked.
        var isSet = TimeSpan.TryParse(configuration[$"{DrainOptions.Section}:Timeout"], CultureInfo.InvariantCulture, out var drain);
        services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = (isSet ? drain : new DrainOptions().Timeout) + TimeSpan.FromSeconds(1.5));
        return services;
    }
}
