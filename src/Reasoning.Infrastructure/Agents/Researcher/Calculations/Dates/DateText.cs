using System.Globalization;
using System.Text.RegularExpressions;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;

/// <summary>
/// Reads a date as ISO 8601 or English writes it. What may be read in two ways, such as 03/04/2024, is refused.
/// </summary>
internal static partial class DateText
{
    private const int MaxLength = 40;

    private static readonly Dictionary<string, int> Relative = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yesterday"] = -1, ["today"] = 0, ["now"] = 0, ["tomorrow"] = 1,
    };

    private static readonly string[] Months = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12]];

    public static string Write(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whether it has the form of a date, if perhaps of one that does not exist or may be read in two ways.</summary>
    public static bool LooksLikeDate(string text) =>
        text.Length <= MaxLength && (Relative.ContainsKey(text) || YearFirst().IsMatch(text) || YearLast().IsMatch(text) || IsEnglish(text));

    public static bool IsRelative(string text) => Relative.ContainsKey(text.Trim());

    /// <exception cref="ToolException">It is no date, or it may be two.</exception>
    public static DateOnly Parse(string text, DateOnly today)
    {
        text = text.Trim();
        if (text.Length > MaxLength)
            throw new ToolException($"A date has no more than {MaxLength} characters.");
        if (Relative.TryGetValue(text, out var days))
            return new DateDuration(0, 0, 0, days).AddTo(today);
        if (YearFirst().Match(text) is { Success: true } iso)
            return Create(text, Number(iso, "year"), Number(iso, "month"), Number(iso, "day"));
        if (YearLast().Match(text) is { Success: true } numbers)
            return Numeric(text, Number(numbers, "year"), numbers.Groups["year"].Length, Number(numbers, "first"), Number(numbers, "second"));
        if (IsEnglish(text) && English().Match(text) is var words)
            return Create(text, Number(words, "year"), Month(words.Groups["month"].Value), Number(words, "day"));
        throw new ToolException($"'{text}' is no date that I can read. Write 2024-03-04 or 4 March 2024, or today, tomorrow or yesterday.");
    }

    private static bool IsEnglish(string text) => English().Match(text) is { Success: true } match && Month(match.Groups["month"].Value) > 0;

    private static DateOnly Numeric(string text, int year, int digits, int first, int second)
    {
        if (digits < 4)
            throw new ToolException($"The year of '{text}' has two digits: write all four, for example 2024-03-04.");
        if (first == second || !Exists(year, first, second))
            return Create(text, year, second, first);
        if (!Exists(year, second, first))
            return Create(text, year, first, second);
        throw new ToolException(
            $"'{text}' may be {Write(new DateOnly(year, second, first))} (day first) or {Write(new DateOnly(year, first, second))} (month first): write which.");
    }

    private static bool Exists(int year, int month, int day) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static DateOnly Create(string text, int year, int month, int day)
    {
        if (Exists(year, month, day))
            return new DateOnly(year, month, day);
        throw new ToolException(year >= 1 && month is >= 1 and <= 12
            ? $"There is no '{text}': {Months[month - 1]} {year:0000} has {DateTime.DaysInMonth(year, month)} days."
            : $"There is no '{text}': the year must be 1 to 9999 and the month 1 to 12.");
    }

    /// <summary>March, Mar or Mar. is 3; Sept, too, is 9; whatever is no month is 0.</summary>
    private static int Month(string name) => 1 + Array.FindIndex(Months, month =>
        month.Equals(name, StringComparison.OrdinalIgnoreCase) || month[..3].Equals(name, StringComparison.OrdinalIgnoreCase) ||
        (month == "September" && name.Equals("sept", StringComparison.OrdinalIgnoreCase)));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?<year>[0-9]{4})[-/.](?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})\z", Options)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(?<first>[0-9]{1,2})[-/.](?<second>[0-9]{1,2})[-/.](?<year>[0-9]{4}|[0-9]{2})\z", Options)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(?:(?:the )?(?<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?<month>[a-z]{3,9})\.?,?[ -](?<year>[0-9]{4})|(?<month>[a-z]{3,9})\.? (?:the )?(?<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<year>[0-9]{4}))\z", Options)]
    private static partial Regex English();
}
