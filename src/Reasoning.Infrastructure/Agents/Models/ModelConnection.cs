namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>What a client of a provider needs to reach one model.</summary>
/// <param name="Address">Where the provider is.</param>
/// <param name="Key"><see langword="null"/> for a provider that wants none.</param>
/// <param name="Http">Its way there, on which every refusal is told in one way.</param>
internal sealed record ModelConnection(ModelOptions Model, Uri Address, string? Key, HttpClient Http)
{
    /// <summary>An address below the provider's.</summary>
    public Uri At(string path) => new($"{Address.ToString().TrimEnd('/')}/{path}");
}
