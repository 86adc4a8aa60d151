using System.Globalization;
using System.Text.RegularExpressions;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;

/// <summary>Computes with days of the Gregorian calendar. Which day is today depends on the place: here it is UTC's.</summary>
internal sealed partial class DateCalculator(TimeProvider time)
{
    /// <param name="from">A date, or a year alone.</param>
    /// <param name="to">A second date.</param>
    /// <param name="add">A duration, as <see cref="DateDuration"/> reads it.</param>
    /// <exception cref="ToolException">One of them cannot be read, or they do not go together.</exception>
    public string Compute(string from, string? to, string? add)
    {
        var (second, duration) = (string.IsNullOrWhiteSpace(to) ? null : to, string.IsNullOrWhiteSpace(add) ? null : add);
        if (second is not null && duration is not null)
            throw new ToolException("Give a second date or a duration, not both.");
        if (second is null && duration is null && Year().Match(from) is { Success: true } year)
            return LeapYear(int.Parse(year.Value, CultureInfo.InvariantCulture));

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var date = DateText.Parse(from, today);
        if (second is not null)
            return Between(date, Name(from, date), DateText.Parse(second, today), second);
        return duration is null ? Describe(from, date) : Add(date, Name(from, date), duration);
    }

    private static string Describe(string text, DateOnly date) =>
        $"{Name(text, date)} is a {date.DayOfWeek}: day {Number(date.DayOfYear)} of the year, ISO week {Week(date)}. {LeapYear(date.Year)}";

    private static string Add(DateOnly date, string name, string text)
    {
        if (!DateDuration.TryRead(text, out var duration))
            throw new ToolException("A duration is a whole number of days, weeks, months or years, for example 90 days, -2 weeks or 1 year 2 months.");
        var result = duration.AddTo(date);
        var (size, side) = duration.IsNegative ? (-duration, "before") : (duration, "after");
        return $"{size} {side} {name} is {result.DayOfWeek}, {DateText.Write(result)}.";
    }

    private static string Between(DateOnly date, string name, DateOnly other, string text)
    {
        var second = Name(text, other);
        if (date == other)
            return $"{name} and {second} are the same day.";
        var (earlier, later) = date < other ? (date, other) : (other, date);
        var days = later.DayNumber - earlier.DayNumber;
        var forms = string.Join(", or ", new[] { Weeks(days), Calendar(earlier, later) }.OfType<string>());
        var total = DateDuration.Count(days, "day") + (forms.Length == 0 ? "" : $": {forms}");
        return date < other ? $"From {name} to {second} it is {total}." : $"{name} is later than {second} by {total}.";
    }

    private static string? Weeks(int days) =>
        days < 7 ? null : Join(DateDuration.Count(days / 7, "week"), days % 7 == 0 ? null : DateDuration.Count(days % 7, "day"));

    private static string? Calendar(DateOnly earlier, DateOnly later)
    {
        var months = ((later.Year - earlier.Year) * 12) + later.Month - earlier.Month;
        if (earlier.AddMonths(months) > later)
            months--;
        if (months == 0)
            return null;
        var days = later.DayNumber - earlier.AddMonths(months).DayNumber;
        return Join(
            months < 12 ? null : DateDuration.Count(months / 12, "year"),
            months % 12 == 0 ? null : DateDuration.Count(months % 12, "month"),
            days == 0 ? null : DateDuration.Count(days, "day"));
    }

    private static string Join(params IEnumerable<string?> parts)
    {
        List<string> all = [.. parts.OfType<string>()];
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
    }

    private static string LeapYear(int year) => DateTime.IsLeapYear(year)
        ? $"{Number(year)} is a leap year: it has 366 days."
        : $"{Number(year)} is not a leap year: it has 365 days.";

    private static string Name(string text, DateOnly date) => DateText.IsRelative(text)
        ? $"{text.Trim().ToLowerInvariant()} ({DateText.Write(date)}, UTC)"
        : DateText.Write(date);

    private static string Week(DateOnly date)
    {
        var day = date.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Year();
}
