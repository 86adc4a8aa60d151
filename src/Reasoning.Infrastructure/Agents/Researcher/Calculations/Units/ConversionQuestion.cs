using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>Finds the quantity and the unit in a question that asks for a conversion and for nothing else.</summary>
internal static partial class ConversionQuestion
{
    private static readonly (Regex Form, bool ImpliesOne)[] Forms =
        [(Given(), false), (Told(), false), (Asked(), false), (HowMany(), true), (HowManyHas(), true), (NumberOf(), false)];

    public static Calculation? Find(string question)
    {
        foreach (var (form, impliesOne) in Forms)
        {
            if (form.Match(question) is { Success: true } match && Read(match, impliesOne) is { } calculation)
                return calculation;
        }

        return null;
    }

    private static Calculation? Read(Match match, bool impliesOne)
    {
        var (from, to) = (match.Groups["from"].Value.Trim(), match.Groups["to"].Value.Trim());
        var measures = Measure.Read(from);
        if (measures.Count == 0 && impliesOne)
            measures = Measure.Read(from = $"1 {from}");

        var targets = UnitCatalog.Find(to);
        var sources = measures.Select(measure => UnitCatalog.Find(measure.Unit)).ToList();
        if (targets.Count == 0 || sources.Count == 0 || sources.Any(units => units.Count == 0))
            return null;

        // Whoever gives a number wants it converted, and hears from the tool where that cannot be. Without one (how many
        // bytes in a second) the question may be about something else, unless the units fit.
        var hasNumber = match.Groups["from"].Value.AsSpan().IndexOfAnyInRange('0', '9') >= 0;
        var fit = sources[0].Select(unit => unit.Quantity).Intersect(targets.Select(unit => unit.Quantity)).Any();
        return hasNumber || fit ? Calculation.OfUnits(from, to) : null;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Convert 10 km to miles.</summary>
    [GeneratedRegex(@"^(?:(?:convert|change|express|calculate|what(?:'s| is| are| would be)|how (?:much|many|far|long|fast|hot|cold|warm|heavy|big|large|high|tall|wide|deep) (?:is|are)) )?(?<from>.+) (?:in|to|into|as|expressed in|converted to|in terms of) (?<to>.+)$", Options)]
    private static partial Regex Given();

    /// <summary>(Tell me) what 10 km is in miles.</summary>
    [GeneratedRegex(@"^(?:what|how much) (?<from>.+) (?:is|are) (?:in|to|as) (?<to>.+)$", Options)]
    private static partial Regex Told();

    /// <summary>10 km is how many miles?</summary>
    [GeneratedRegex(@"^(?<from>.+) (?:is|are|=|equals?|makes?) (?:how (?:many|much)|what in) (?<to>.+)$", Options)]
    private static partial Regex Asked();

    /// <summary>How many seconds are in a day?</summary>
    [GeneratedRegex(@"^how (?:many|much) (?<to>.+?)(?: (?:is|are|equals?|make|makes|fit|go|there|contained|in|into|to|per))+ (?<from>.+)$", Options)]
    private static partial Regex HowMany();

    /// <summary>How many seconds does a day have?</summary>
    [GeneratedRegex(@"^how many (?<to>.+) (?:does|do|has|have) (?<from>.+?)(?: (?:have|has|contain|equal|make))?$", Options)]
    private static partial Regex HowManyHas();

    /// <summary>The number of seconds in a day.</summary>
    [GeneratedRegex(@"^(?:what(?:'s| is) )?(?:the )?(?:number of )?(?<to>.+) in (?<from>.+)$", Options)]
    private static partial Regex NumberOf();
}
