using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;

/// <summary>
/// Finds the dates in a question that asks about them and about nothing else: the whole question has one of the
/// <see cref="DateForms"/>, and where that has a date there stands nothing but a date.
/// </summary>
internal static class DateQuestion
{
    private const string Today = "today";

    public static Calculation? Find(string question)
    {
        foreach (var form in DateForms.All)
        {
            if (form.Match(question) is { Success: true } match && Read(match) is { } calculation)
                return calculation;
        }

        return null;
    }

    private static Calculation? Read(Match match)
    {
        if (Group(match, "year") is { } year)
            return Calculation.OfDates(year[0] is >= '0' and <= '9' ? year : Today);

        var (from, to) = (Group(match, "from"), Group(match, "to"));
        if (Group(match, "until") is { } until)
            (from, to) = (Today, until);
        else if (Group(match, "since") is { } since)
            (from, to) = (since, Today);
        from ??= Today;
        if (!DateText.LooksLikeDate(from) || (to is not null && !DateText.LooksLikeDate(to)))
            return null;
        if (Group(match, "add") is not { } add)
            return Calculation.OfDates(from, to);
        if (!DateDuration.TryRead(add, out var duration))
            return null;
        return Calculation.OfDates(from, to, (Group(match, "back") is null ? duration : -duration).ToString());
    }

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value.Trim() : null;
}
