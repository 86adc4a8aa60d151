using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Reasoning.Infrastructure.Agents.Models.Checks;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>The models of a configuration, as it is at one moment.</summary>
internal sealed class ModelCatalog
{
    public const string Section = "Models";

    private readonly IConfiguration _configuration;
    private readonly ModelTransport _transport;
    private readonly ModelStates _states;
    private readonly SortedDictionary<string, ModelOptions> _models = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">A setting of a model has no such value.</exception>
    public ModelCatalog(IConfiguration configuration, ModelTransport transport, ModelStates states)
    {
        (_configuration, _transport, _states) = (configuration, transport, states);
        foreach (var section in configuration.GetSection(Section).GetChildren())
            _models.Add(section.Key, Read(section));
    }

    /// <summary>The first, by name, that has all it needs; <see langword="null"/> when none has.</summary>
    public string? Default => Usable.Select(model => model.Key).FirstOrDefault();

    /// <summary>What has to be done before any of them can be used.</summary>
    public string Missing() => _models.Count == 0
        ? "there is no model in the configuration"
        : $"no model has all it needs: {string.Join("; ", _models.Select(model => Missing(model.Key, model.Value)))}";

    /// <summary>Those that have all they need, by name.</summary>
    public IReadOnlyDictionary<string, ModelConnection> Connections => Usable.ToDictionary(model => model.Key, model => Connect(model.Value));

    private IEnumerable<KeyValuePair<string, ModelOptions>> Usable => _models.Where(model => Missing(model.Key, model.Value) is null);

    /// <param name="missing">What has to be done before it can be used.</param>
    public bool TryConnect(string name, [NotNullWhen(true)] out IChatClient? client, [NotNullWhen(false)] out string? missing)
    {
        client = null;
        missing = _models.TryGetValue(name, out var model) ? Missing(name, model) : $"there is no model '{name}' in the configuration";
        if (missing is not null)
            return false;

        var connection = Connect(model!);
        client = new ConfiguredModel(ModelProviders.All[connection.Model.Provider].Connect(connection), name, connection.Model, connection.Key, _states);
        return true;
    }

    private static ModelOptions Read(IConfigurationSection section)
    {
        var model = section.Get<ModelOptions>() ?? new ModelOptions();
        section.Validate(model);
        if (!ModelProviders.All.ContainsKey(model.Provider))
            throw section.Wrong($"'{model.Provider}' is no provider. There is: {string.Join(", ", ModelProviders.All.Keys.Order())}.");
        if (model.Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https")))
            throw section.Wrong("Endpoint has to be an http or https address.");
        if (model.Endpoint is { UserInfo.Length: > 0 } or { Query.Length: > 0 })
            throw section.Wrong("Endpoint has to be without a password and a query; a key has a setting of its own.");
        return model;
    }

    private string? Missing(string name, ModelOptions model)
    {
        var provider = ModelProviders.All[model.Provider];
        if (provider.HasModels && string.IsNullOrWhiteSpace(model.Model))
            return $"Models:{name}:Model is not set";
        if (AddressOf(model) is null)
            return $"Models:{name}:Endpoint is not set";
        if (KeyOf(model) is { } key)
            return key.All(character => character is >= ' ' and <= '~') ? null : $"the key of Models:{name} has characters that cannot be sent";
        if (!provider.NeedsKey)
            return null;
        return provider.KeyVariable is { } variable ? $"neither {variable} nor Models:{name}:ApiKey is set" : $"Models:{name}:ApiKey is not set";
    }

    private ModelConnection Connect(ModelOptions model)
    {
        var key = KeyOf(model);
        return new ModelConnection(model, AddressOf(model)!, key, _transport.Create(key));
    }

    private static Uri? AddressOf(ModelOptions model) => model.Endpoint ?? ModelProviders.All[model.Provider].Address;

    // Environment variables are part of the configuration.
    private string? KeyOf(ModelOptions model)
    {
        var key = model.ApiKey is { Length: > 0 } own ? own
            : ModelProviders.All[model.Provider].KeyVariable is { } variable ? _configuration[variable] : null;
        return string.IsNullOrWhiteSpace(key) ? null : key.Trim();
    }
}
