using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reasoning.Application.Agents;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Pipeline;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure;
using Reasoning.Infrastructure.Agents.Definitions;
using Reasoning.Infrastructure.Agents.Remote;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.Infrastructure.Webhooks;

namespace Reasoning.UnitTests.Api.Composition;

public sealed class ContainerTests
{
    [Theory]
    [InlineData(typeof(IRequestHandler<,>))]
    [InlineData(typeof(IValidator<>))]
    [InlineData(typeof(IAgent))]
    [InlineData(typeof(IBatchAgent))]
    [InlineData(typeof(IHostedService))]
    public async Task Services_WhenBuilt_HaveEveryImplementationOfThePort(Type port)
    {
        var (services, build) = ServerServices.Compose();
        await using var app = build();
        await using var scope = app.Services.CreateAsyncScope();
        var resolved = services.Select(service => service.ServiceType).Where(type => IsPort(type, port)).Distinct()
            .SelectMany(type => scope.ServiceProvider.GetServices(type)).Select(service => service!.GetType()).ToHashSet();

        var written = new[] { typeof(SendChatCommand).Assembly, typeof(InfrastructureRegistration).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(one => IsPort(one, port)))
            .Where(type => type != typeof(BatchAgentAdapter) && type != typeof(ConfiguredAgent))

            // Made from the configuration.
            .Where(type => type != typeof(LanguageModelAgent) && type != typeof(UnavailableAgent) && type != typeof(RemoteAgent))

            // Only where the logs are in PostgreSQL.
            .Where(type => type != typeof(PostgresStart))

            // Only where somebody is told of the ends of runs.
            .Where(type => type != typeof(WebhookDelivery));
        Assert.NotEmpty(written);
        Assert.Empty(written.Except(resolved));
    }

    [Fact]
    public async Task Services_WhenBuilt_AreAllResolvable()
    {
        var (services, build) = ServerServices.Compose();
        await using var app = build();
        await using var scope = app.Services.CreateAsyncScope();
        var ours = services.Where(service =>
            !service.ServiceType.IsGenericTypeDefinition &&
            service.ServiceType.Assembly.GetName().Name!.StartsWith("Reasoning.", StringComparison.Ordinal));

        Assert.All(ours, service => Assert.NotEmpty(scope.ServiceProvider.GetServices(service.ServiceType)));
    }

    [Fact]
    public async Task Pipeline_WhenBuilt_MeasuresBeforeItValidates()
    {
        await using var app = ServerServices.Compose().Build();
        await using var scope = app.Services.CreateAsyncScope();
        var behaviors = scope.ServiceProvider.GetServices<IPipelineBehavior<SendChatCommand, RunId>>().Select(behavior => behavior.GetType());

        Assert.Equal([typeof(MetricsBehavior<SendChatCommand, RunId>), typeof(ValidationBehavior<SendChatCommand, RunId>)], behaviors);
    }

    [Fact]
    public async Task Catalogue_WhenBuilt_OffersLoadOnlyWhenAsked()
    {
        await using var usual = ServerServices.Compose().Build();
        await using var loaded = ServerServices.Compose(("Agents:Load:Enabled", "true")).Build();

        Assert.Equal(["analyst", "developer", "researcher", "summarizer", "writer"], Names(usual.Services));
        Assert.Equal(["analyst", "developer", "load", "researcher", "summarizer", "writer"], Names(loaded.Services));
    }

    [Fact]
    public async Task Sessions_WhenResolvedTwice_AreTheSame()
    {
        await using var app = ServerServices.Compose().Build();
        await using var scope = app.Services.CreateAsyncScope();

        Assert.Same(app.Services.GetRequiredService<ISessions>(), scope.ServiceProvider.GetRequiredService<ISessions>());
    }

    private static IEnumerable<string> Names(IServiceProvider services) =>
        services.GetRequiredService<IAgentCatalog>().Agents.Select(agent => agent.Name);

    private static bool IsPort(Type type, Type port) =>
        type == port || (type is { IsGenericType: true, IsGenericTypeDefinition: false } && type.GetGenericTypeDefinition() == port);
}
