using Microsoft.Extensions.AI;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>How to reach the models of one provider.</summary>
/// <param name="Address">Where it is unless <c>Endpoint</c> says otherwise; <see langword="null"/> when it has no usual address.</param>
/// <param name="KeyVariable">The environment variable in which its own tools look for the key; <see langword="null"/> for none.</param>
/// <param name="NeedsKey">Whether it answers nobody without a key.</param>
/// <param name="Connect">Makes a client. Nothing is sent before it is asked.</param>
/// <param name="Check">Asks whether the model is there, without having it say anything; <see langword="null"/> when it always is.</param>
internal sealed record ModelProvider(
    Uri? Address, string? KeyVariable, bool NeedsKey, Func<ModelConnection, IChatClient> Connect, Func<ModelConnection, HttpRequestMessage>? Check)
{
    /// <summary>Whether it has more than one.</summary>
    public bool HasModels { get; init; } = true;

    /// <summary>Whether it refuses a conversation in which tools were called unless these are named again, also when they shall not be called.</summary>
    public bool NeedsToolsOfHistory { get; init; }

    /// <summary>Whether every server of its kind tells which models it has, and not only the provider's own.</summary>
    public bool ListsModelsAnywhere { get; init; }
}
