using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations;

/// <summary>The functions that a <see cref="Calculator"/> knows by name.</summary>
internal static class CalculatorFunctions
{
    public const decimal Pi = 3.1415926535897932384626433833m;

    private const int MaxDecimals = 20;

    /// <summary>The value; nothing, where there is no such function.</summary>
    public static decimal? Apply(string name, IReadOnlyList<decimal> arguments) => (name, arguments) switch
    {
        ("sqrt", [var value]) => SquareRoot(value),
        ("abs", [var value]) => Math.Abs(value),
        ("round", [var value]) => Math.Round(value, MidpointRounding.AwayFromZero),
        ("round", [var value, >= 0 and <= MaxDecimals and var decimals]) when decimal.IsInteger(decimals) =>
            Math.Round(value, (int)decimals, MidpointRounding.AwayFromZero),
        ("min", { Count: > 0 }) => arguments.Min(),
        ("max", { Count: > 0 }) => arguments.Max(),
        ("round", [_, _]) => throw new ToolException($"A number can be rounded to 0 to {MaxDecimals} decimals."),
        ("sqrt" or "abs" or "round" or "min" or "max", _) => throw new ToolException($"{name} does not take {arguments.Count} numbers."),
        _ => null,
    };

    private static decimal SquareRoot(decimal value)
    {
        if (value < 0)
            throw new ToolException("A negative number has no square root.");
        if (value == 0)
            return 0;
        // A double is right in 15 digits, and each step of Newton's doubles them.
        var root = (decimal)Math.Sqrt((double)value);
        for (var i = 0; i < 2; i++)
            root = (root + (value / root)) / 2;
        return root;
    }
}
