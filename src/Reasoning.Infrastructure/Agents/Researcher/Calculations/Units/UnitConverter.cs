using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>Converts a quantity to another unit, exactly or rounded as <see cref="RatioText"/> says.</summary>
internal static class UnitConverter
{
    /// <exception cref="ToolException">There is no such unit, or the two do not measure the same.</exception>
    public static string Convert(string from, string to)
    {
        var measures = Measure.Read(from);
        if (measures.Count == 0)
            throw new ToolException("What is to be converted must be a number and a unit, for example 10 km or 3 ft 2 in. A decimal point is a point.");
        var target = UnitCatalog.Get(to);
        var parts = measures.Select(measure => (measure.Amount, Unit: UnitCatalog.Get(measure.Unit))).ToList();
        foreach (var (_, unit) in parts)
        {
            if (unit.Quantity != target.Quantity)
                throw new ToolException($"{unit.Symbol} measures {Name(unit.Quantity)} and {target.Symbol} measures {Name(target.Quantity)}: one cannot be converted to the other.");
            if (parts.Count > 1 && unit.Offset != Ratio.Zero)
                throw new ToolException("Temperatures cannot be added up.");
        }

        // 3 ft 2 in below zero is written -3 ft 2 in: the sign is for all of it.
        var negative = parts[0].Amount.Numerator.Sign < 0;
        var value = parts.Select((part, i) => part.Unit.ToBase(negative && i > 0 ? -part.Amount : part.Amount)).Aggregate((a, b) => a + b);
        if (target.Quantity == Quantity.Temperature && value.Numerator.Sign < 0)
            throw new ToolException("That is below absolute zero, -273.15 °C.");

        var source = string.Join(' ', parts.Select(part => Write(part.Amount, part.Unit, out _)));
        var result = Write(target.FromBase(value), target, out var exact);
        return exact ? $"{source} = {result}." : $"{source} ≈ {result} (rounded to {RatioText.RoundedDigits} significant digits).";
    }

    private static string Write(Ratio amount, Unit unit, out bool exact) =>
        RatioText.Write(amount, out exact) + (unit.Symbol == "°" ? "" : " ") + unit.Symbol;

    private static string Name(Quantity quantity) => quantity switch
    {
        Quantity.DataRate => "a data rate",
        Quantity.Data => "an amount of data",
        var other => other.ToString().ToLowerInvariant(),
    };
}
