namespace Reasoning.Domain.Sessions;

/// <summary>The owner of a name space of sessions. <see cref="Default"/> where there is no authentication.</summary>
public readonly record struct TenantId(string Value)
{
    public static TenantId Default { get; } = new("default");

    public override string ToString() => Value;
}
