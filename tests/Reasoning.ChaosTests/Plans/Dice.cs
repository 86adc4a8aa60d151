namespace Reasoning.ChaosTests.Plans;

/// <summary>
/// Chance that can be repeated: the same seed gives the same throws. Whoever acts on his own gets a branch, so that what
/// he throws does not depend on how often others have thrown before.
/// </summary>
internal sealed class Dice(int seed)
{
    private const int MaxRatioDigits = 53;

    private readonly int _seed = seed;

    // Seeded, it promises the same sequence on every version and machine.
    private readonly Random _random = new(seed);

    public Dice Branch(string purpose, int number = 0)
    {
        var hash = (ulong)(uint)_seed;
        foreach (var letter in purpose)
            hash = Mix(hash ^ letter);
        return new Dice((int)Mix(hash ^ ((ulong)(uint)number << 32)));
    }

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => _random.Next(least, most + 1);

    /// <summary>As often between 10 and 100 as between 100 and 1,000: small numbers are not rare.</summary>
    public int OfAnySize(int least, int most) =>
        (int)Math.Clamp(Math.Exp(Math.Log(least) + Fraction() * (Math.Log(most) - Math.Log(least))), least, most);

    public TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(Between(least, most));

    public bool Happens(int percent) => _random.Next(100) < percent;

    public T One<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>One of them, each as often as its weight says.</summary>
    public T Weighted<T>(params ReadOnlySpan<(T Value, int Weight)> choices)
    {
        var sum = 0;
        foreach (var (_, weight) in choices)
            sum += weight;
        var thrown = _random.Next(sum);
        foreach (var (value, weight) in choices)
        {
            thrown -= weight;
            if (thrown < 0)
                return value;
        }

        throw new InvalidOperationException("No choice has a weight.");
    }

    private double Fraction() => _random.NextInt64(1L << MaxRatioDigits) / (double)(1L << MaxRatioDigits);

    // SplitMix64: neighbouring seeds and numbers give branches that have nothing in common.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
