using Reasoning.Api.Endpoints;
using Reasoning.Api.Problems;
using Reasoning.Api.Security;

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
        services.AddProblemDetails();
        services.AddExceptionHandler<UnexpectedErrors>();

        // A little more than the drain may take, and less than orchestrators wait.
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(9));
        return services;
    }
}
