using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.Infrastructure.Knowledge;

public static class KnowledgeRegistration
{
    /// <summary>The document index, which is built when the host starts.</summary>
    public static IServiceCollection AddKnowledge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KnowledgeOptions>()
            .Bind(configuration.GetSection(KnowledgeOptions.Section))
            .PostConfigure(knowledge => UseFolderOfStore(knowledge, configuration.GetSection(StorageOptions.Section)))
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

    // Read by hand: what is wrong with the store's settings is told once, where they are checked.
    private static void UseFolderOfStore(KnowledgeOptions knowledge, IConfigurationSection storage)
    {
        // A server that keeps nothing leaves no file behind.
        var keepsNothing = string.Equals(storage["Provider"], nameof(StorageProvider.Memory), StringComparison.OrdinalIgnoreCase);
        if (string.IsNullOrWhiteSpace(knowledge.IndexPath) && !keepsNothing)
            knowledge.IndexPath = Path.Combine(new StorageOptions { Path = storage["Path"] }.Folder, "knowledge.db");
    }
}
