namespace Reasoning.Application.Clients;

/// <summary>Identifies one connection while it lasts.</summary>
public readonly record struct ConnectionId(Guid Value)
{
    public static ConnectionId New() => new(Guid.NewGuid());

    public override string ToString() => Value.ToString("N");
}
