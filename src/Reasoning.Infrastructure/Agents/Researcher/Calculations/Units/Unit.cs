namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>A unit: what it measures, and how much of the base unit of that one is.</summary>
internal sealed record Unit(Quantity Quantity, string Symbol, string Name, Ratio Factor)
{
    /// <summary>What is added before the factor is applied: the zero of a temperature scale lies elsewhere.</summary>
    public Ratio Offset { get; init; } = Ratio.Zero;

    /// <summary>Other symbols. Case matters in them.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Names, in the singular. Case does not matter in them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public Ratio ToBase(Ratio amount) => (amount + Offset) * Factor;

    public Ratio FromBase(Ratio amount) => (amount / Factor) - Offset;

    /// <param name="quantity">What it measures.</param>
    /// <param name="factor">As <see cref="Ratio.Parse"/> reads it.</param>
    /// <param name="symbols">With bars between them; the first is shown.</param>
    /// <param name="names">With bars between them; the first is shown.</param>
    public static Unit Of(Quantity quantity, string factor, string symbols, string names)
    {
        var symbol = symbols.Split('|');
        var name = names.Split('|');
        return new Unit(quantity, symbol[0], name[0], Ratio.Parse(factor)) { Symbols = symbol[1..], Names = name };
    }
}
