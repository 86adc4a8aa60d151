using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;
using Reasoning.Application.Sessions;
using Reasoning.IntegrationTests.Agents;

namespace Reasoning.IntegrationTests.Hosting;

/// <summary>The program as it is, on Kestrel and a port of its own, with a few replacements.</summary>
internal sealed class ServerFactory : WebApplicationFactory<Program>
{
    private readonly (string Key, string Value)[] _settings;
    private readonly TimeProvider? _time;

    private readonly IStartupFilter? _filter;

    /// <param name="certificate">Makes it speak TLS.</param>
    /// <param name="filter">Something before the program's own pipeline.</param>
    public ServerFactory(
        (string Key, string Value)[] settings, TimeProvider? time, X509Certificate2? certificate = null, IStartupFilter? filter = null)
    {
        _settings = settings;
        _time = time;
        _filter = filter;
        UseKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
    }

    public PuppetAgent Puppets { get; } = new();

    public ErrorLog Log { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Serilog:MinimumLevel:Default", "Fatal");
        builder.UseSetting("Agents:Load:Enabled", "true");
        builder.UseSetting("Storage:Provider", "memory");

        // Whoever runs the tests may have keys, which are not for them.
        builder.UseSetting("OPENAI_API_KEY", "");
        builder.UseSetting("ANTHROPIC_API_KEY", "");
        builder.UseSetting("AZURE_OPENAI_API_KEY", "");

        // Whoever plays a model counts what it is asked.
        builder.UseSetting("ModelCheck:Interval", "00:00:00");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IAgent>(Puppets);
            services.AddSingleton<IToolSource, SlowTool>();
            services.AddSingleton<ILoggerFactory>(_ => new LoggerFactory([Log]));
            services.Decorate<ISessionStore>((inner, _) => new HeldStore(inner));
            services.AddSingleton<HeldStore>(provider => (HeldStore)provider.GetRequiredService<ISessionStore>());
            if (_time is not null)
                services.AddSingleton(_time);
            if (_filter is not null)
                services.AddSingleton(_filter);
        });
    }
}
