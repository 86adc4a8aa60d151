using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;

/// <summary>Years, months, weeks and days: what can be counted from a date.</summary>
internal sealed record DateDuration(int Years, int Months, int Weeks, int Days)
{
    private const int MaxAmount = 10_000_000;

    public bool IsNegative => Years < 0 || Months < 0 || Weeks < 0 || Days < 0;

    public static DateDuration operator -(DateDuration duration) => new(-duration.Years, -duration.Months, -duration.Weeks, -duration.Days);

    /// <summary>Reads <c>90 days</c>, <c>a week</c>, <c>1 year and 2 months</c>; a sign before the first number is for all.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out DateDuration? duration)
    {
        duration = null;
        var measures = Measure.Read(text);
        int[] amounts = [0, 0, 0, 0];
        for (var i = 0; i < measures.Count; i++)
        {
            var amount = measures[i].Amount;
            var place = Place(measures[i].Unit);
            if (place < 0 || amounts[place] != 0 || !amount.Denominator.IsOne || amount.Numerator > MaxAmount || amount.Numerator < (i == 0 ? -MaxAmount : 0))
                return false;
            amounts[place] = (int)amount.Numerator;
        }

        if (measures.Count == 0)
            return false;
        duration = new DateDuration(Math.Abs(amounts[0]), Math.Abs(amounts[1]), Math.Abs(amounts[2]), Math.Abs(amounts[3]));
        if (measures[0].Amount.Numerator.Sign < 0)
            duration = -duration;
        return true;
    }

    /// <summary>
    /// Years and months first, then weeks and days. Where a month is too short its last day is taken: a month after
    /// 2024-01-31 is 2024-02-29.
    /// </summary>
    /// <exception cref="ToolException">The calendar has no such year.</exception>
    public DateOnly AddTo(DateOnly date)
    {
        try
        {
            return date.AddMonths((Years * 12) + Months).AddDays((Weeks * 7) + Days);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new ToolException("The result lies outside the years 1 to 9999.", exception);
        }
    }

    public override string ToString()
    {
        var parts = new[] { (Years, "year"), (Months, "month"), (Weeks, "week"), (Days, "day") }
            .Where(part => part.Item1 != 0).Select(part => Count(Math.Abs(part.Item1), part.Item2)).DefaultIfEmpty("0 days");
        return (IsNegative ? "-" : "") + string.Join(' ', parts);
    }

    public static string Count(int number, string noun) =>
        number.ToString(CultureInfo.InvariantCulture) + (number == 1 ? $" {noun}" : $" {noun}s");

    private static int Place(string unit) => unit.ToLowerInvariant() switch
    {
        "year" or "years" => 0,
        "month" or "months" => 1,
        "week" or "weeks" => 2,
        "day" or "days" => 3,
        _ => -1,
    };
}
