namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>The JSON type of a member that is passed on as it came.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JsonTypeAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
