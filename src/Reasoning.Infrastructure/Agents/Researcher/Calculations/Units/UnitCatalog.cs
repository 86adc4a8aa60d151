using System.Text.RegularExpressions;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>
/// Finds units by what people write: symbols as they are, or whatever their case where only one unit fits; names in
/// singular and plural; squares and cubes of lengths; lengths and data by time.
/// </summary>
internal static partial class UnitCatalog
{
    private const int MaxLength = 60;

    private static readonly Dictionary<string, Unit> BySymbol = UnitTable.All
        .SelectMany(unit => unit.Symbols.Prepend(unit.Symbol).Select(symbol => (symbol, unit)))
        .ToDictionary(pair => pair.symbol, pair => pair.unit, StringComparer.Ordinal);

    private static readonly ILookup<string, Unit> ByName = UnitTable.All
        .SelectMany(unit => Spellings(unit).Distinct(StringComparer.OrdinalIgnoreCase).Select(spelling => (spelling, unit)))
        .ToLookup(pair => pair.spelling, pair => pair.unit, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ToolException">No unit is written so, or several are.</exception>
    public static Unit Get(string text) => Find(text) switch
    {
        [var unit] => unit,
        [] => throw new ToolException(text.Length > MaxLength ? $"A unit has no more than {MaxLength} characters." : $"I know no unit '{text}'."),
        var units => throw new ToolException(
            $"'{text}' could be {string.Join(" or ", units.Select(unit => unit.Name == unit.Symbol ? unit.Name : $"{unit.Symbol} ({unit.Name})"))}: write which."),
    };

    /// <summary>All units that the text may mean.</summary>
    public static IReadOnlyList<Unit> Find(string text)
    {
        text = text.Trim();
        return text.Length is 0 or > MaxLength ? [] : [.. Simple(text) is { Count: > 0 } units ? units : Composed(text)];
    }

    private static List<Unit> Simple(string text)
    {
        text = text.Replace('μ', 'µ');
        return BySymbol.TryGetValue(text, out var unit) ? [unit] : [.. ByName[text].DistinctBy(one => one.Symbol)];
    }

    private static IEnumerable<Unit> Composed(string text)
    {
        if (Quotient().Match(text) is { Success: true } quotient)
        {
            return from above in Find(quotient.Groups["above"].Value)
                   where above.Quantity is Quantity.Length or Quantity.Data
                   from below in Simple(quotient.Groups["below"].Value)
                   where below.Quantity == Quantity.Time
                   select new Unit(
                       above.Quantity == Quantity.Length ? Quantity.Speed : Quantity.DataRate,
                       $"{above.Symbol}/{below.Symbol}", $"{above.Name} per {below.Name}", above.Factor / below.Factor);
        }

        if (BitRate().Match(text) is { Success: true } rate)
            return Composed(rate.Groups["above"].Value + "/s");
        if (Power().Match(text) is not { Success: true } power)
            return [];
        var cubic = power.Groups["cube"].Success;
        return from length in Simple(power.Groups["length"].Value)
               where length.Quantity == Quantity.Length
               select cubic
                   ? new Unit(Quantity.Volume, length.Symbol + "³", "cubic " + length.Name, length.Factor * length.Factor * length.Factor)
                   : new Unit(Quantity.Area, length.Symbol + "²", "square " + length.Name, length.Factor * length.Factor);
    }

    private static IEnumerable<string> Spellings(Unit unit)
    {
        string[] symbols = [unit.Symbol, .. unit.Symbols];
        // "lbs" is a plural, "ms" is none.
        return [.. symbols, .. unit.Names, .. symbols.Where(symbol => symbol.Length > 1).Concat(unit.Names).Select(one => one + "s")];
    }

    [GeneratedRegex(@"^(?<above>[^/]+?)(?:\s*/\s*|\s+per\s+)(?<below>[^/]+)\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Quotient();

    [GeneratedRegex(@"^(?<above>[^/ ]{0,5}[bB])ps\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex BitRate();

    [GeneratedRegex(@"^(?:(?:square\s+|sq\.?\s+)(?<length>\S.*)|(?:(?<cube>cubic\s+)|(?<cube>cu\.?\s+))(?<length>\S.*)|(?<length>.*[^\s^²³2-3])\s*(?:\^?2|²|\s+squared)|(?<length>.*[^\s^²³2-3])\s*(?<cube>\^?3|³|\s+cubed))\z", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Power();
}
