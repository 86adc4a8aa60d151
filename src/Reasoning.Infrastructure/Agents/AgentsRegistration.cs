using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Definitions;
using Reasoning.Infrastructure.Agents.Models;
using Reasoning.Infrastructure.Agents.Models.Checks;
using Reasoning.Infrastructure.Agents.Remote;
using Reasoning.Infrastructure.Agents.Researcher.Examples;

namespace Reasoning.Infrastructure.Agents;

public static class AgentsRegistration
{
    /// <summary>
    /// All agents of this assembly and of those that the configuration names, and their catalogue. They need
    /// <c>AddKnowledge</c> and logging.
    /// </summary>
    /// <exception cref="InvalidOperationException">A named assembly cannot be used.</exception>
    public static IServiceCollection AddAgents(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AgentLoopOptions>()
            .Bind(configuration.GetSection(AgentLoopOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.TryAddSingleton(TimeProvider.System);
        services.Scan(scan => scan
            .FromAssemblyOf<AgentCatalog>()
            .AddClasses(types => types.AssignableTo<IAgent>().NotInNamespaceOf<DefinedAgents>().NotInNamespaceOf<RemoteAgent>(), publicOnly: false).As<IAgent>().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<IBatchAgent>(), publicOnly: false).As<IBatchAgent>().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<IToolSource>(), publicOnly: false).As<IToolSource>().WithSingletonLifetime()
            .FromAssemblies(AgentAssemblies.Load(configuration))
            .AddClasses(types => types.AssignableToAny(AgentAssemblies.Ports)).As(type => AgentAssemblies.Ports.Where(port => type.IsAssignableTo(port))).WithSingletonLifetime());
        services.AddOptions<ModelCheckOptions>()
            .Bind(configuration.GetSection(ModelCheckOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<ModelTransport>();
        services.AddSingleton<ModelStates>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ModelChecks>(provider, configuration));
        services.AddSingleton(provider => new RemoteHttp(RemoteHttp.CreateHandler(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DefinedAgents>(provider, configuration));
        services.AddSingleton<IAgentCatalog>(provider => ActivatorUtilities.CreateInstance<AgentCatalog>(provider, configuration));
        services.AddSingleton<IExampleQuestions, ExampleQuestions>();
        services.AddHostedService<AgentCatalogCheck>();
        return services;
    }
}
