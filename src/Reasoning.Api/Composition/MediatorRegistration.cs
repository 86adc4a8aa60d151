using FluentValidation;
using MediatR;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Application.Pipeline;

namespace Reasoning.Api.Composition;

/// <summary>
/// The one place that wires MediatR. Version 5.1.0 finds services through a delegate; handlers are found by Scrutor,
/// internal ones too.
/// </summary>
internal static class MediatorRegistration
{
    public static IServiceCollection AddUseCases(this IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.Scan(scan => scan
            .FromAssemblyOf<SendChatCommand>()
            .AddClasses(classes => classes.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false)
            .AsImplementedInterfaces()
            .WithScopedLifetime()
            .AddClasses(classes => classes.AssignableTo(typeof(IValidator<>)), publicOnly: false)
            .As(type => type.GetInterfaces().Where(port => port.IsGenericType && port.GetGenericTypeDefinition() == typeof(IValidator<>)))
            .WithSingletonLifetime());

        // The order in which they run.
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(MetricsBehavior<,>));
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        return services;
    }
}
