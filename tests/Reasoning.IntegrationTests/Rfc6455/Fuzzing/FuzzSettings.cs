using System.Globalization;

namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>What the environment says about how to fuzz.</summary>
/// <param name="Duration"><c>REASONING_FUZZ_SECONDS</c>.</param>
/// <param name="Seed"><c>REASONING_FUZZ_SEED</c>, of the first connection; the next ones count up from it. Another each time unless it is set.</param>
internal sealed record FuzzSettings(TimeSpan Duration, int Seed)
{
    private const int DefaultSeconds = 5;

    public static FuzzSettings FromEnvironment() => new(
        TimeSpan.FromSeconds(Number("REASONING_FUZZ_SECONDS") ?? DefaultSeconds),
        Number("REASONING_FUZZ_SEED") ?? Random.Shared.Next());

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
