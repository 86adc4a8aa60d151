using System.Globalization;

namespace Reasoning.ChaosTests;

/// <summary>What the environment says about how to test.</summary>
/// <param name="Duration"><c>REASONING_CHAOS_SECONDS</c>; what follows the chaos comes on top.</param>
/// <param name="Seed"><c>REASONING_CHAOS_SEED</c>; another each time unless it is set.</param>
/// <param name="Store"><c>REASONING_CHAOS_STORE</c>: <c>sqlite</c>, <c>postgres</c>, or <c>memory</c>, with which the server is not killed.</param>
internal sealed record ChaosSettings(TimeSpan Duration, int Seed, string Store)
{
    private const int DefaultSeconds = 30;

    public static ChaosSettings FromEnvironment() => new(
        TimeSpan.FromSeconds(Number("REASONING_CHAOS_SECONDS") ?? DefaultSeconds),
        Number("REASONING_CHAOS_SEED") ?? Random.Shared.Next(),
        Environment.GetEnvironmentVariable("REASONING_CHAOS_STORE") ?? "sqlite");

    /// <summary>A log in memory ends with the server.</summary>
    public bool KillsServer => Store != "memory";

    /// <summary>How to have the same plan again.</summary>
    public string Replay => string.Create(
        CultureInfo.InvariantCulture,
        $"REASONING_CHAOS_SEED={Seed} REASONING_CHAOS_SECONDS={Duration.TotalSeconds} REASONING_CHAOS_STORE={Store} dotnet run --project tests/Reasoning.ChaosTests -- -class {typeof(ChaosTests).FullName}");

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
