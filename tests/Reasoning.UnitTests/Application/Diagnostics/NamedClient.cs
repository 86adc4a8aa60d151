using Microsoft.Extensions.AI;

namespace Reasoning.UnitTests.Application.Diagnostics;

/// <summary>Says which model it is, as the providers' clients do.</summary>
internal sealed class NamedClient(IChatClient inner, string model) : DelegatingChatClient(inner)
{
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("acme", providerUri: null, model) : null;
}
