using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Dates;

/// <summary>
/// How people ask about dates. The names of the groups say what stands there. Of alternatives that begin alike the longer
/// one comes first.
/// </summary>
internal static partial class DateForms
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const string Units = "(?:days|weeks|months|years)";
    private const string HowLong = $"(?:how (?:long|much time|many {Units})|(?:what(?:'s| is) )?(?:the )?(?:(?:number|amount) of )?(?:{Units}|time))";
    private const string Span = $"(?:{HowLong}|(?:what(?:'s| is) )?(?:the )?(?:difference|duration|interval)(?: in {Units})?)";
    private const string WhatDay = "(?:what|which)(?:'s| is| was| will be)?(?: the)? (?:date|day|weekday)(?: of the week)?(?: is it| was it| will it be| it is| it was| it will be| is| was| will be| falls| lies| comes)?|what will the (?:date|day) be|what will be the (?:date|day)";
    private const string Weekday = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
    private const string Someone = "(?:something|someone|somebody|anything|anyone|a person|a thing|i|you|he|she|it|they)";

    public static IReadOnlyList<Regex> All { get; } =
    [
        Today(), NamedDay(), LeapYear(), DaysOfYear(),
        Between(), Apart(), Minus(), Until(), Since(), Ago(), Age(),
        After(), Shift(), Plus(), AddTo(),
        DayOf(), WeekOf(), PropertyOf(), IsWeekday(), Bare(),
    ];

    /// <summary>What is today's date?</summary>
    [GeneratedRegex(@"^(?:(?:what(?:'s| is) )?(?:the )?(?:current date|date today|date of today|today's date)|what(?:'s| is) the (?:date|day|day of the week)(?: now| right now)?|(?:what|which) (?:date|day|day of the week|weekday|week|year|month) is (?:it|this)(?: today| now| right now)?)$", Options)]
    private static partial Regex Today();

    /// <summary>What is tomorrow's date?</summary>
    [GeneratedRegex(@"^(?:what(?:'s| is| was| will be) )?(?:the )?(?:date (?:of )?(?<from>tomorrow|yesterday)|(?<from>tomorrow|yesterday)'s date)$|^(?:what|which) date (?:is|was|will be|will it be|is it|was it) (?<from>today|tomorrow|yesterday)$", Options)]
    private static partial Regex NamedDay();

    /// <summary>Is 2100 a leap year?</summary>
    [GeneratedRegex(@"^(?:is|was|will)(?: the year)? (?<year>[0-9]{4}|this year|it)(?: be)?(?: a)? leap[- ]?year$", Options)]
    private static partial Regex LeapYear();

    /// <summary>How many days does 2024 have?</summary>
    [GeneratedRegex(@"^how many days (?:(?:are|were|is)(?: there)? )?(?:in|has|had|does|did) (?:the year )?(?<year>[0-9]{4}|this year)(?: have)?$", Options)]
    private static partial Regex DaysOfYear();

    /// <summary>How many days are there between 2024-01-01 and 2024-03-01?</summary>
    [GeneratedRegex($"^{Span}(?: (?:is|are|was|were|it|there|lie|lies|pass|passed|elapsed|have|has|did|does|take|go))* (?:between|from) (?<from>.+) (?:and|to|until|till) (?<to>.+)$", Options)]
    private static partial Regex Between();

    /// <summary>How far apart are today and 2027-01-01?</summary>
    [GeneratedRegex($"^how (?:far|long|many {Units}) apart (?:are|were) (?<from>.+) and (?<to>.+)$", Options)]
    private static partial Regex Apart();

    /// <summary>2024-03-01 - 2024-01-01</summary>
    [GeneratedRegex(@"^(?:what(?:'s| is) )?(?<to>.+) (?:-|−|minus) (?<from>.+)$", Options)]
    private static partial Regex Minus();

    /// <summary>How long until 2027-01-01?</summary>
    [GeneratedRegex($"^{HowLong}(?: (?:is|are|it|there|left|remain|remains|remaining|do|we|i|have|to|go|will|be))* (?:until|till|to|before) (?<until>.+)$", Options)]
    private static partial Regex Until();

    /// <summary>How many weeks have passed since 2024-01-01?</summary>
    [GeneratedRegex($"^{HowLong}(?: (?:is|are|it|there|has|have|had|passed|gone|by|elapsed|been|was|were))* since (?<since>.+)$", Options)]
    private static partial Regex Since();

    /// <summary>How long ago was 1993-08-16?</summary>
    [GeneratedRegex($"^how (?:long|many {Units}) ago (?:is|was) (?<since>.+)$", Options)]
    private static partial Regex Ago();

    /// <summary>How old is something from 1993-08-16?</summary>
    [GeneratedRegex($"^(?:how old (?:is|are|am|would|will)|what(?:'s| is) the age of) {Someone}(?: be)?(?:,? (?:if|when|who|that|which)(?: {Someone})?(?: is| was| were| am)?)? (?:(?:born|made|created|built|written) (?:on|in)|from|since|dated|of|born) (?<since>.+)$", Options)]
    private static partial Regex Age();

    /// <summary>What date is 90 days after 15 May 2025?</summary>
    [GeneratedRegex($"^(?:(?:{WhatDay}|what(?:'s| is| was)|when(?:'s| is| was| will be)?) )?(?<add>.+) (?:after|from|since|past|following|(?<back>before|prior to|preceding)) (?<from>.+)$", Options)]
    private static partial Regex After();

    /// <summary>What date is it in 90 days?</summary>
    [GeneratedRegex($"^(?:{WhatDay}) (?:in (?<add>.+)|(?<add>.+) (?<back>ago))$", Options)]
    private static partial Regex Shift();

    /// <summary>2024-01-31 plus one month</summary>
    [GeneratedRegex($"^(?:(?:{WhatDay}|what(?:'s| is)|when is) )?(?<from>.+) (?:plus|\\+|(?<back>minus|-|−)) (?<add>.+)$", Options)]
    private static partial Regex Plus();

    /// <summary>Add 90 days to 2024-01-01.</summary>
    [GeneratedRegex(@"^(?:(?:add|adding) (?<add>.+) to|(?<back>subtract|subtracting|take) (?<add>.+) from) (?<from>.+)$", Options)]
    private static partial Regex AddTo();

    /// <summary>What day of the week is 2026-12-25?</summary>
    [GeneratedRegex(@"^(?:on )?(?:what|which) (?:day of the week|weekday|day)(?: (?:is|was|will|does|did|it|on|be))* (?<from>.+?)(?: (?:fall|be|land))?(?: on)?$", Options)]
    private static partial Regex DayOf();

    /// <summary>Which ISO week is 2026-12-25 in?</summary>
    [GeneratedRegex(@"^(?:in )?(?:what|which) (?:iso |calendar )?(?:week(?: number)?|day of the year|day number)(?: of the year)?(?: (?:is|was|will|does|did|it))* (?<from>.+?)(?: (?:fall|lie|be|belong|in|into|to))*$", Options)]
    private static partial Regex WeekOf();

    /// <summary>The weekday of 2026-12-25</summary>
    [GeneratedRegex(@"^(?:what(?:'s| is| was) )?(?:the )?(?:day of the week|weekday|day of the year|day number|(?:iso |calendar )?week(?: number)?|week of the year) (?:of|for|on) (?<from>.+)$", Options)]
    private static partial Regex PropertyOf();

    /// <summary>Is 2026-12-25 a Friday?</summary>
    [GeneratedRegex($"^(?:is|was|will|does) (?<from>.+?)(?: be| fall)?(?: on)?(?: an?)? {Weekday}$", Options)]
    private static partial Regex IsWeekday();

    /// <summary>What is 2026-12-25?</summary>
    [GeneratedRegex(@"^what(?:'s| is| was| will be) (?<from>.+)$", Options)]
    private static partial Regex Bare();
}
