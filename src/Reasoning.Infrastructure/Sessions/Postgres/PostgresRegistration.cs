using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Reasoning.Infrastructure.Sessions.Postgres;

/// <summary>Registers the log in PostgreSQL.</summary>
internal static class PostgresRegistration
{
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLimits<PostgresStoreOptions>(configuration, PostgresStoreOptions.Section);
        services.AddSingleton(provider =>
            PostgresDataSource.Create(provider.GetRequiredService<IOptions<PostgresStoreOptions>>().Value.ConnectionString));
        services.AddSingleton<PostgresDatabase>();
        services.AddSingleton<PostgresSchema>();
        services.AddStore<PostgresSessionStore>();
        return services.AddHostedService<PostgresStart>();
    }
}
