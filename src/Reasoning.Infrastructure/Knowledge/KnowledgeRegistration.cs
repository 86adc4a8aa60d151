using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Knowledge;

public static class KnowledgeRegistration
{
    /// <summary>The document index, which is built when the host starts.</summary>
    public static IServiceCollection AddKnowledge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KnowledgeOptions>()
            .Bind(configuration.GetSection(KnowledgeOptions.Section))
            .ValidateDataAnnotations()
            .Validate(
                options => string.IsNullOrWhiteSpace(options.Path) || Directory.Exists(options.Folder),
                "Knowledge:Path is not a folder that exists.")
            .ValidateOnStart();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDocumentReader, DocumentReader>();
        services.AddSingleton<SqliteKnowledgeIndex>();
        services.AddSingleton<IKnowledgeIndex>(provider => provider.GetRequiredService<SqliteKnowledgeIndex>());
        services.AddHostedService<KnowledgeIndexing>();
        return services;
    }
}
