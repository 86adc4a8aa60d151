using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reasoning.Application.Clients;
using Reasoning.Application.Diagnostics;
using Reasoning.Application.Runs;
using Reasoning.Application.Runs.ExecuteRun;
using Reasoning.Application.Sessions;
using Reasoning.Infrastructure.Agents;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Hosting;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.Infrastructure.ServerSentEvents;
using Reasoning.Infrastructure.Sessions;
using Reasoning.Infrastructure.Webhooks;
using Reasoning.Infrastructure.WebSockets;
using Reasoning.Infrastructure.WebSockets.Description;
using Reasoning.Infrastructure.WebSockets.Framing;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure;

/// <summary>Registers the adapters.</summary>
public static class InfrastructureRegistration
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ReasoningMetrics>();
        services.AddSingleton<ServerState>();
        return services
            .AddSessions(configuration)
            .AddWebhooks(configuration)
            .AddConnections(configuration)
            .AddWebSockets()
            .AddServerSentEvents()
            .AddKnowledge(configuration)
            .AddAgents(configuration)
            .AddDrain(configuration);
    }

    private static IServiceCollection AddSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLimits<RunOptions>(configuration, RunOptions.Section);
        services.AddStorage(configuration);
        services.AddSingleton<IEventFanOut, EventFanOut>();
        services.AddSingleton<ISessions, LocalSessions>();
        services.AddSingleton<LocalSessionServices>();
        services.AddSingleton<RunRegistry>();
        services.AddSingleton<RunContexts>();
        services.AddHostedService<RunRecovery>();
        return services;
    }

    private static IServiceCollection AddConnections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLimits<ConnectionOptions>(configuration, ConnectionOptions.Section);
        services.AddLimits<ReaderOptions>(configuration, ReaderOptions.Section);
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<IConnectionDirectory>(provider => provider.GetRequiredService<ConnectionRegistry>());
        services.AddSingleton<IConnectionAdmission>(provider => provider.GetRequiredService<ConnectionRegistry>());
        services.AddHostedService<HeartbeatSweep>();
        return services;
    }

    private static IServiceCollection AddWebSockets(this IServiceCollection services)
    {
        services.AddSingleton<IEventEncoder, EventEncoder>();
        services.AddSingleton<IEventHeader>(TextFrameHeader.Instance);
        services.AddSingleton<IEventDecoder, EventDecoder>();
        services.AddSingleton<DirectEncoder>();
        services.AddSingleton<IDirectEncoder>(provider => provider.GetRequiredService<DirectEncoder>());
        services.AddSingleton<IClientNotifier, WebSocketNotifier>();
        services.AddSingleton<ErrorAnswers>();
        services.AddSingleton<MessageDispatcher>();
        services.AddSingleton<WebSocketServices>();
        services.AddSingleton<IChatSockets, ChatSockets>();
        services.AddSingleton<IProtocolDescription, ProtocolDescription>();
        return services;
    }

    private static IServiceCollection AddServerSentEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventStreamServices>();
        services.AddSingleton<IEventStreams, EventStreams>();
        return services;
    }

    private static IServiceCollection AddDrain(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLimits<DrainOptions>(configuration, DrainOptions.Section);
        services.AddHostedService<DrainService>();
        return services;
    }

    /// <summary>Options that are checked when the server starts: a wrong limit is found by whoever set it.</summary>
    internal static void AddLimits<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
}
