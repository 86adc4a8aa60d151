using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Webhooks;

/// <summary>Registers webhooks, where the settings name any.</summary>
internal static class WebhooksRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLimits<WebhookOptions>(configuration, WebhookOptions.Section);
        if (!configuration.GetSection($"{WebhookOptions.Section}:Endpoints").GetChildren().Any())
            return services;

        services.Decorate<ISessionStore>((inner, provider) => new TellingSessionStore(
            inner, [.. provider.GetRequiredService<IOptions<WebhookOptions>>().Value.Endpoints.Keys.Select(WebhookOptions.TargetOf)]));
        services.AddSingleton(provider => new WebhookClient(WebhookClient.CreateHandler(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<WebhookDelivery>();
        return services;
    }
}
