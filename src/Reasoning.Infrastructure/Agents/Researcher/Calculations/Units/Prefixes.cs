namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>
/// The prefixes of units: the decimal ones of the SI brochure (9th edition, table 7), and the binary ones of
/// IEC 80000-13.
/// </summary>
internal static class Prefixes
{
    private static readonly (string Symbol, string Name, int Exponent)[] Submultiples =
    [
        ("p", "pico", -12), ("n", "nano", -9), ("µ|u", "micro", -6), ("m", "milli", -3), ("c", "centi", -2), ("d", "deci", -1),
        ("da", "deca", 1), ("h", "hecto", 2),
    ];

    private static readonly (string Symbol, string Name, int Exponent)[] Multiples =
    [
        ("k|K", "kilo", 3), ("M", "mega", 6), ("G", "giga", 9), ("T", "tera", 12), ("P", "peta", 15), ("E", "exa", 18),
        ("Z", "zetta", 21), ("Y", "yotta", 24),
    ];

    private static readonly (string Symbol, string Name, int Exponent)[] Binary =
    [
        ("Ki", "kibi", 10), ("Mi", "mebi", 20), ("Gi", "gibi", 30), ("Ti", "tebi", 40), ("Pi", "pebi", 50), ("Ei", "exbi", 60),
        ("Zi", "zebi", 70), ("Yi", "yobi", 80),
    ];

    /// <summary>The unit, its parts and its multiples.</summary>
    public static IEnumerable<Unit> WithDecimal(Unit unit) =>
        [unit, .. Submultiples.Concat(Multiples).Select(prefix => Apply(unit, prefix, 10))];

    /// <summary>The unit of data, which has no parts, and its decimal and binary multiples.</summary>
    public static IEnumerable<Unit> WithBinary(Unit unit) =>
        [unit, .. Multiples.Select(prefix => Apply(unit, prefix, 10)), .. Binary.Select(prefix => Apply(unit, prefix, 2))];

    private static Unit Apply(Unit unit, (string Symbol, string Name, int Exponent) prefix, int radix)
    {
        var prefixes = prefix.Symbol.Split('|');
        return new Unit(unit.Quantity, prefixes[0] + unit.Symbol, prefix.Name + unit.Name, unit.Factor * Ratio.Power(radix, prefix.Exponent))
        {
            Symbols = [.. prefixes.SelectMany(one => unit.Symbols.Prepend(unit.Symbol).Select(symbol => one + symbol)).Skip(1)],
            Names = [.. unit.Names.Select(name => prefix.Name + name)],
        };
    }
}
