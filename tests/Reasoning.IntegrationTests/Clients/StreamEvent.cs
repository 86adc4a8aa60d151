namespace Reasoning.IntegrationTests.Clients;

/// <summary>A server-sent event.</summary>
/// <param name="Id">Its own id; <see langword="null"/> when it has none.</param>
internal sealed record StreamEvent(string? Id, string Type, string Data)
{
    public ServerMessage Message { get; } = new(Data);
}
