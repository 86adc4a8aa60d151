namespace Reasoning.IntegrationTests.Remote;

/// <summary>The definition of an agent <c>remote</c>.</summary>
internal static class RemoteSettings
{
    public const string Agent = "remote";

    private const string Section = $"Agents:Definitions:{Agent}";

    public static (string Key, string Value)[] At(Uri address, params (string Key, string Value)[] settings) =>
    [
        ($"{Section}:Kind", "http"),
        ($"{Section}:Description", "Far away."),
        ($"{Section}:Url", address.ToString()),
        ($"{Section}:Headers:Authorization", "Bearer top-secret"),
        .. settings.Select(setting => ($"{Section}:{setting.Key}", setting.Value)),
    ];
}
