using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Definitions;
using Reasoning.Infrastructure.Agents.Researcher.Examples;

namespace Reasoning.Infrastructure.Agents;

public static class AgentsRegistration
{
    /// <summary>All agents of this assembly and their catalogue. They need <c>AddKnowledge</c> and logging.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AgentLoopOptions>()
            .Bind(configuration.GetSection(AgentLoopOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.TryAddSingleton(TimeProvider.System);
        services.Scan(scan => scan
            .FromAssemblyOf<AgentCatalog>()
            .AddClasses(types => types.AssignableTo<IAgent>().NotInNamespaceOf<DefinedAgents>(), publicOnly: false).As<IAgent>().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<IBatchAgent>(), publicOnly: false).As<IBatchAgent>().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<IToolSource>(), publicOnly: false).As<IToolSource>().WithSingletonLifetime());
        services.AddSingleton(provider => new DefinedAgents(
            configuration, provider.GetServices<IToolSource>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<AgentLoop>>()));
        services.AddSingleton<IAgentCatalog>(provider => new AgentCatalog(
            provider.GetServices<IAgent>(),
            provider.GetServices<IBatchAgent>(),
            provider.GetRequiredService<DefinedAgents>(),
            configuration,
            provider.GetRequiredService<ILogger<AgentCatalog>>()));
        services.AddSingleton<IExampleQuestions, ExampleQuestions>();
        services.AddHostedService<AgentCatalogCheck>();
        return services;
    }
}
