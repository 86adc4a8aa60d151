using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>
/// An exact fraction. A factor such as 5/9 has no exact <see cref="decimal"/>, and of 1 eV in kWh a decimal would keep
/// three digits.
/// </summary>
internal readonly partial record struct Ratio
{
    private const int MaxDigits = 40;

    private Ratio(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    public BigInteger Numerator { get; }

    /// <summary>Always positive.</summary>
    public BigInteger Denominator { get; }

    public static Ratio Zero { get; } = Of(0);

    public static Ratio Of(BigInteger value) => new(value, 1);

    public static Ratio operator +(Ratio a, Ratio b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Ratio operator -(Ratio value) => new(-value.Numerator, value.Denominator);

    public static Ratio operator -(Ratio a, Ratio b) => a + -b;

    public static Ratio operator *(Ratio a, Ratio b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Ratio operator /(Ratio a, Ratio b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static Ratio Power(int number, int exponent) =>
        exponent < 0 ? new(1, BigInteger.Pow(number, -exponent)) : Of(BigInteger.Pow(number, exponent));

    /// <summary>Reads what the tables say, for example <c>0.3048</c> or <c>5/9</c>.</summary>
    public static Ratio Parse(string text)
    {
        var parts = text.Split('/');
        var values = parts.Select(part => TryParse(part, out var value) ? value : throw new FormatException($"{text} is no number.")).ToList();
        return values.Count == 1 ? values[0] : values[0] / values[1];
    }

    /// <summary>Reads what people write: <c>1,234.5</c>, <c>-40</c>, <c>1e3</c>; commas only where thousands end.</summary>
    public static bool TryParse(string text, out Ratio value)
    {
        value = Zero;
        if (text.Length > MaxDigits || Number().Match(text) is not { Success: true } number)
            return false;
        var fraction = number.Groups["fraction"].Value;
        var digits = number.Groups["whole"].Value.Replace(",", "", StringComparison.Ordinal) + fraction;
        var exponent = number.Groups["exponent"] is { Success: true } written ? int.Parse(written.Value, CultureInfo.InvariantCulture) : 0;
        value = Of(BigInteger.Parse(digits, CultureInfo.InvariantCulture)) * Power(10, exponent - fraction.Length);
        if (number.Groups["minus"].Success)
            value = -value;
        return true;
    }

    [GeneratedRegex(@"^(?:(?<minus>[-−])|\+)?(?:(?<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?<fraction>[0-9]+))?|\.(?<fraction>[0-9]+))(?:[eE](?<exponent>[-+]?[0-9]{1,2}))?\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
