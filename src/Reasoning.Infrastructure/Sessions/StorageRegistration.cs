using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reasoning.Application.Sessions;
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
        services.AddSingleton<MemorySessionStore>();
        services.AddSingleton<SqliteSessionStore>();
        services.AddSingleton<ISessionStore>(Choose);

        // The one in memory is a tail itself.
        services.Decorate<ISessionStore>((inner, provider) => inner.IsDurable
            ? new TailedSessionStore(inner, provider.GetRequiredService<IOptions<TailOptions>>())
            : inner);
        services.AddHostedService<StoreStart>();
        services.AddHostedService<RetentionSweep>();
        return services;
    }

    private static ISessionStore Choose(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<StorageOptions>>().Value.Provider switch
        {
            StorageProvider.Memory => provider.GetRequiredService<MemorySessionStore>(),
            StorageProvider.Sqlite => provider.GetRequiredService<SqliteSessionStore>(),
            var other => throw new InvalidOperationException($"Storage:Provider: there is no store named '{other}'."),
        };
}
