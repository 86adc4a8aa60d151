using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Infrastructure.Sessions.Postgres;
using Reasoning.Infrastructure.Sessions.Sqlite;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Registers the store that the settings name.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLimits<StorageOptions>(configuration, StorageOptions.Section);
        services.AddLimits<MemoryStoreOptions>(configuration, MemoryStoreOptions.Section);
        services.AddLimits<TailOptions>(configuration, TailOptions.Section);
        services.AddLimits<RetentionOptions>(configuration, RetentionOptions.Section);
        services.AddStore(configuration);

        // The one in memory is a tail itself.
        services.Decorate<ISessionStore>((inner, provider) => inner.IsDurable
            ? new TailedSessionStore(inner, provider.GetRequiredService<IOptions<TailOptions>>())
            : inner);
        services.AddHostedService<StoreStart>();
        services.AddHostedService<RetentionSweep>();
        return services;
    }

    private static void AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        switch (configuration.GetSection(StorageOptions.Section).GetValue("Provider", StorageProvider.Sqlite))
        {
            case StorageProvider.Memory:
                services.AddStore<MemorySessionStore>();
                break;
            case StorageProvider.Sqlite:
                services.AddStore<SqliteSessionStore>();
                break;
            case StorageProvider.Postgres:
                services.AddPostgresStore(configuration);
                break;
        }
    }

    /// <summary>One object behind all ports: the logs, what is told about them, and what is still to be told.</summary>
    internal static IServiceCollection AddStore<TStore>(this IServiceCollection services)
        where TStore : class, ISessionStore, ISessionDirectory, IOutbox
    {
        services.AddSingleton<TStore>();
        services.AddSingleton<ISessionStore>(provider => provider.GetRequiredService<TStore>());
        services.AddSingleton<IOutbox>(provider => provider.GetRequiredService<TStore>());
        return services.AddSingleton<ISessionDirectory>(provider => provider.GetRequiredService<TStore>());
    }
}
