using Microsoft.Extensions.Time.Testing;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;

namespace Reasoning.UnitTests.Agents.Researcher.Calculations.Dates;

public class DateCalculatorTests
{
    private readonly DateCalculator _calculator = new(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 23, 30, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("2024-01-01", "2024-03-01", "From 2024-01-01 to 2024-03-01 it is 60 days: 8 weeks and 4 days, or 2 months.")]
    [InlineData("2024-03-01", "1 January 2024", "2024-03-01 is later than 2024-01-01 by 60 days: 8 weeks and 4 days, or 2 months.")]
    [InlineData("1993-08-16", "today", "From 1993-08-16 to today (2026-11-23, UTC) it is 12152 days: 1736 weeks, or 33 years, 3 months and 7 days.")]
    [InlineData("Today", "2027-01-01", "From today (2026-11-23, UTC) to 2027-01-01 it is 39 days: 5 weeks and 4 days, or 1 month and 9 days.")]
    [InlineData("2024-01-31", "2024-02-29", "From 2024-01-31 to 2024-02-29 it is 29 days: 4 weeks and 1 day, or 1 month.")]
    [InlineData("2023-12-31", "2024-01-01", "From 2023-12-31 to 2024-01-01 it is 1 day.")]
    [InlineData("2024-02-29", "2025-02-28", "From 2024-02-29 to 2025-02-28 it is 365 days: 52 weeks and 1 day, or 1 year.")]
    [InlineData("0001-01-01", "9999-12-31", "From 0001-01-01 to 9999-12-31 it is 3652058 days: 521722 weeks and 4 days, or 9998 years, 11 months and 30 days.")]
    [InlineData("yesterday", "2026-11-22", "yesterday (2026-11-22, UTC) and 2026-11-22 are the same day.")]
    public void Compute_WhenThereAreTwoDates_TellsTheTimeBetween(string from, string to, string expected) =>
        Assert.Equal(expected, _calculator.Compute(from, to, null));

    [Theory]
    [InlineData("15 May 2025", "90 days", "90 days after 2025-05-15 is Wednesday, 2025-08-13.")]
    [InlineData("2024-01-31", "1 month", "1 month after 2024-01-31 is Thursday, 2024-02-29.")]
    [InlineData("2024-02-29", "a year", "1 year after 2024-02-29 is Friday, 2025-02-28.")]
    [InlineData("tomorrow", "-2 weeks", "2 weeks before tomorrow (2026-11-24, UTC) is Tuesday, 2026-11-10.")]
    [InlineData("2024-01-01", "1 year, 2 months and 3 days", "1 year 2 months 3 days after 2024-01-01 is Tuesday, 2025-03-04.")]
    [InlineData("2024-01-01", "1,000 days", "1000 days after 2024-01-01 is Sunday, 2026-09-27.")]
    [InlineData("2024-01-01", "0 days", "0 days after 2024-01-01 is Monday, 2024-01-01.")]
    public void Compute_WhenThereIsADuration_TellsTheDay(string from, string add, string expected) =>
        Assert.Equal(expected, _calculator.Compute(from, null, add));

    [Theory]
    [InlineData("2026-12-25", "2026-12-25 is a Friday: day 359 of the year, ISO week 2026-W52. 2026 is not a leap year: it has 365 days.")]
    [InlineData("2021-01-03", "2021-01-03 is a Sunday: day 3 of the year, ISO week 2020-W53. 2021 is not a leap year: it has 365 days.")]
    [InlineData("today", "today (2026-11-23, UTC) is a Monday: day 327 of the year, ISO week 2026-W48. 2026 is not a leap year: it has 365 days.")]
    [InlineData("2100", "2100 is not a leap year: it has 365 days.")]
    [InlineData("2000", "2000 is a leap year: it has 366 days.")]
    public void Compute_WhenThereIsADateAlone_DescribesIt(string from, string expected) =>
        Assert.Equal(expected, _calculator.Compute(from, "", " "));

    [Theory]
    [InlineData("Dec 25 2026")]
    [InlineData("december 25th, 2026")]
    [InlineData("25 Dec. 2026")]
    [InlineData("the 25th of December 2026")]
    [InlineData("25-Dec-2026")]
    [InlineData("2026/12/25")]
    [InlineData("25/12/2026")]
    [InlineData("12/25/2026")]
    [InlineData("25.12.2026")]
    [InlineData(" 2026-12-25 ")]
    public void Compute_WhenADateCanBeReadInOneWayOnly_ReadsIt(string date) =>
        Assert.StartsWith("2026-12-25 is a Friday", _calculator.Compute(date, null, null), StringComparison.Ordinal);

    [Theory]
    [InlineData("03/04/2024", null, null, "may be 2024-04-03 (day first) or 2024-03-04 (month first)")]
    [InlineData("2024-01-01", "5.6.2024", null, "may be")]
    [InlineData("25/12/26", null, null, "two digits")]
    [InlineData("2023-02-29", null, null, "February 2023 has 28 days")]
    [InlineData("31 April 2024", null, null, "April 2024 has 30 days")]
    [InlineData("2024-13-01", null, null, "month 1 to 12")]
    [InlineData("0000-01-01", null, null, "year must be 1")]
    [InlineData("0000", null, null, "no date")]
    [InlineData("25 Smarch 2024", null, null, "no date")]
    [InlineData("25 December", null, null, "no date")]
    [InlineData("٢٠٢٤-٠١-٠١", null, null, "no date")]
    [InlineData("2024-01-01\n", "x", null, "no date")]
    [InlineData("", null, null, "no date")]
    [InlineData("2024", "2025-01-01", null, "no date")]
    [InlineData("today", "tomorrow", "1 day", "not both")]
    [InlineData("today", null, "soon", "whole number")]
    [InlineData("today", null, "1.5 days", "whole number")]
    [InlineData("today", null, "3 hours", "whole number")]
    [InlineData("today", null, "1 day 2 days", "whole number")]
    [InlineData("today", null, "1 year -2 days", "whole number")]
    [InlineData("today", null, "99999999999999999999 days", "whole number")]
    [InlineData("today", null, "1e40 days", "whole number")]
    [InlineData("today", null, "10,000,000 years", "outside")]
    [InlineData("0001-01-01", null, "-1 day", "outside")]
    public void Compute_WhenItCannot_SaysWhy(string from, string? to, string? add, string expected)
    {
        var failure = Assert.Throws<ToolException>(() => { _calculator.Compute(from, to, add); });
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_WhenTheCalendarEnds_Refuses()
    {
        var last = new DateCalculator(new FakeTimeProvider(new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.Zero)));

        Assert.Contains("outside", Assert.Throws<ToolException>(() => { last.Compute("tomorrow", null, null); }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_WhenLong_Refuses() =>
        Assert.Throws<ToolException>(() => { _calculator.Compute(new string('1', 100_000), null, new string(' ', 100_000)); });
}
