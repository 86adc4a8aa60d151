using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reasoning.Api.Composition;
using Reasoning.Infrastructure;

namespace Reasoning.UnitTests.Api.Composition;

/// <summary>What the program composes, checked as strictly as the container can.</summary>
internal static class ServerServices
{
    public static (IServiceCollection Services, Func<WebApplication> Build) Compose(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.AddLogging();
        builder.Services.AddUseCases();
        builder.Services.AddInfrastructure(builder.Configuration);
        builder.Services.AddHttp(builder.Configuration);
        return (builder.Services, builder.Build);
    }
}
