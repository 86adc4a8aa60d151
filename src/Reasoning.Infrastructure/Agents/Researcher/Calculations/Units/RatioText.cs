using System.Globalization;
using System.Numerics;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>
/// Writes a fraction in decimals: exactly where that takes no more than 15 significant digits, otherwise rounded half
/// away from zero to 10. Very large and very small numbers are written with a power of ten.
/// </summary>
internal static class RatioText
{
    public const int RoundedDigits = 10;
    private const int ExactDigits = 15;
    private const int MaxDecimals = 40;
    private const int SmallestPlain = -7;
    private const int LargestPlain = 20;

    public static string Write(Ratio value, out bool exact)
    {
        exact = true;
        if (value.Numerator.IsZero)
            return "0";
        var (digits, magnitude) = Exactly(value) is { } all ? all : Rounded(value, out exact);
        return (value.Numerator.Sign < 0 ? "-" : "") + Place(digits, magnitude);
    }

    private static (string Digits, int Magnitude)? Exactly(Ratio value)
    {
        for (var decimals = 0; decimals <= MaxDecimals; decimals++)
        {
            var scaled = BigInteger.DivRem(BigInteger.Abs(value.Numerator) * BigInteger.Pow(10, decimals), value.Denominator, out var rest);
            if (!rest.IsZero)
                continue;
            var text = scaled.ToString(CultureInfo.InvariantCulture);
            var digits = text.TrimEnd('0');
            return digits.Length <= ExactDigits ? (digits, text.Length - 1 - decimals) : null;
        }

        return null;
    }

    private static (string Digits, int Magnitude) Rounded(Ratio value, out bool exact)
    {
        exact = false;
        var numerator = BigInteger.Abs(value.Numerator);
        var magnitude = numerator.ToString(CultureInfo.InvariantCulture).Length - value.Denominator.ToString(CultureInfo.InvariantCulture).Length;
        // The lengths say it up to one: 1/9 is less than 10^0.
        if (numerator * Ten(-magnitude) < value.Denominator * Ten(magnitude))
            magnitude--;

        var shift = RoundedDigits - 1 - magnitude;
        var above = numerator * Ten(shift);
        var below = value.Denominator * Ten(-shift);
        var text = (((2 * above) + below) / (2 * below)).ToString(CultureInfo.InvariantCulture);
        // 9.99... rounds up to one digit more.
        return (text.TrimEnd('0'), magnitude + text.Length - RoundedDigits);
    }

    /// <summary>The power of ten, or one where it would be a fraction: that goes to the other side.</summary>
    private static BigInteger Ten(int exponent) => BigInteger.Pow(10, Math.Max(exponent, 0));

    private static string Place(string digits, int magnitude)
    {
        if (magnitude is < SmallestPlain or > LargestPlain)
            return (digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}") + string.Create(CultureInfo.InvariantCulture, $" × 10^{magnitude}");
        if (magnitude < 0)
            return "0." + new string('0', -magnitude - 1) + digits;
        return digits.Length <= magnitude + 1
            ? digits.PadRight(magnitude + 1, '0')
            : $"{digits[..(magnitude + 1)]}.{digits[(magnitude + 1)..]}";
    }
}
