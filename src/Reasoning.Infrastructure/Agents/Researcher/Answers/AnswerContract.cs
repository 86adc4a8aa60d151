using System.Text.RegularExpressions;
using Reasoning.Infrastructure.Agents.Researcher.Questions;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>Whether a text has what an answer of a type must have.</summary>
internal static partial class AnswerContract
{
    /// <summary>Without it, no text is an answer of this type, however near it comes.</summary>
    public static bool IsBinding(AnswerType type) => type is AnswerType.Number or AnswerType.Size or AnswerType.Price or AnswerType.Duration or AnswerType.Date or AnswerType.Person or AnswerType.Creator;

    public static bool IsMet(AnswerType type, string text) => type switch
    {
        AnswerType.Number => Number().IsMatch(text),
        AnswerType.Size => Size().IsMatch(text),
        AnswerType.Price => Price().IsMatch(text),
        AnswerType.Duration => Duration().IsMatch(text),
        AnswerType.Date => Date().IsMatch(text),
        AnswerType.Person => Role().IsMatch(text) || Name().IsMatch(text),
        AnswerType.Creator => Creation().IsMatch(text),
        AnswerType.Identifier => Code().IsMatch(text),
        AnswerType.File => File().IsMatch(text),
        AnswerType.Instruction => Code().IsMatch(text) || Imperative().IsMatch(text),
        AnswerType.Definition => Definition().IsMatch(text),
        AnswerType.List => Items().Count(text) > 1,
        AnswerType.YesNo => Modal().IsMatch(text),
        AnswerType.Contrast => Contrast().IsMatch(text),
        AnswerType.Reason => Because().IsMatch(text),
        AnswerType.Place => Place().IsMatch(text),
        _ => true,
    };

    /// <summary>Whether it may say how many of them there are: a number that is not some setting's value stands near.</summary>
    public static bool Counts(QuestionTerm counted, string text)
    {
        var words = Words.Of(Setting().Replace(text, " ")).ToList();
        var stems = counted.Own.Alternatives.Concat(counted.Other.Alternatives).Select(phrase => phrase.Stems[^1]).ToHashSet(StringComparer.Ordinal);
        var things = words.Index().Where(word => stems.Contains(StemCache.Stem(word.Item))).Select(word => word.Index).ToList();
        return words.Index().Where(word => Count().IsMatch(word.Item)).Any(number => things.Exists(thing => thing != number.Index && Math.Abs(thing - number.Index) <= Beside));
    }

    /// <summary>What a person misses who asked for it.</summary>
    public static string NameOf(AnswerType type) => type switch
    {
        AnswerType.Number => "number",
        AnswerType.Size => "size",
        AnswerType.Price => "amount of money",
        AnswerType.Duration => "time span",
        AnswerType.Date => "date",
        AnswerType.Person or AnswerType.Creator => "name",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    // Words between a number and what it counts.
    private const int Beside = 8;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private const RegexOptions AnyCase = Options | RegexOptions.IgnoreCase;

    // `MAX_LINES=1` in code counts nothing.
    [GeneratedRegex(@"\w+ ?=+ ?\w+", Options)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\b(\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|sixty|hundred|thousand|million|unlimited|single)\b", AnyCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"\d|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|sixty|hundred|thousand|million|once|twice|unlimited|no limit)\b", AnyCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"\d ?(%|[KMGT]i?B?\b|(kilo|mega|giga|tera)?(bytes?|bits?)\b)|\b(\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundred|thousand|million)[ -](\w+ )?(characters?|chars|bytes?|bits?|digits?|letters?|lines?|words?|columns?|pages?|rows?|entries|items|levels?|pixels?|[KMGT]i?B)\b|\b(unlimited|no (fixed |upper )?limit)\b", AnyCase)]
    private static partial Regex Size();

    [GeneratedRegex(@"[$€£¥] ?\d|\d ?([$€£¥]|(USD|EUR|GBP|dollars?|euros?|pounds?|cents?)\b)|\b(free of charge|without charge|at no cost|no fee|gratis)\b", AnyCase)]
    private static partial Regex Price();

    [GeneratedRegex(@"\b(1[89]|20)\d\d\b|\b\d+ (BC|AD|BCE|CE)\b|\b(January|February|March|April|May|June|July|August|September|October|November|December) \d|\d\.? (January|February|March|April|May|June|July|August|September|October|November|December)\b", Options)]
    private static partial Regex Date();

    // Two words in a row with capitals, somewhere in a sentence.
    [GeneratedRegex(@"([a-z,(:]|\bby) \p{Lu}\p{Ll}+ (\p{Lu}\. )?\p{Lu}\p{Ll}+", Options)]
    private static partial Regex Name();

    // A name beside what was done: "written by Ada Lovelace", "Ada Lovelace founded", "Author: Ada Lovelace".
    [GeneratedRegex(@"\b(by|[Aa]uthors?:?|[Ff]ounders?:?|[Cc]reators?:?|[Dd]esigners?:?|[Ii]nventors?:?|[Mm]aintainers?:?)( is| are| was| were)? (\w+ ){0,2}\p{Lu}[\p{Ll}.]+ (\p{Lu}\. )?\p{Lu}\p{Ll}+|\p{Lu}\p{Ll}+ (\p{Lu}\. )?\p{Lu}\p{Ll}+( first| originally|, who)? (founded|created|started|began|wrote|designed|invented|developed|made|built|introduced|proposed|is the|was the)\b", Options)]
    private static partial Regex Creation();

    [GeneratedRegex(@"\b\d+(\.\d+)?[ -]?(\w+ )?(ms|s|sec|min|h|d|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|sixty|few|several|every|per|each|an?)([ -]\w+)?[ -](milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|\b(milliseconds|seconds|minutes|hours|days)\b.*\b\d+\b|\b(hourly|daily|weekly|monthly|yearly|annually|forever|indefinitely|immediately)\b", AnyCase)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b(maintainers?|developers?|administrators?|users?|committee|leader|team|authors?|owners?|managers?|members?|secretary|sponsors?|uploaders?|contributors?|superusers?|root|group|delegates?|project|masters?)\b", AnyCase)]
    private static partial Regex Role();

    [GeneratedRegex(@"`[^`]+`|(^|\s)--?[a-z][\w-]+|(^|[\s(""'])[~.]?/[\w.-]+(/|\b)|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b\w+\([^)]*\)|[""'“‘][\w.:=/ -]{1,40}[""'”’]|\b\w+\.(conf|ini|json|yml|yaml|txt|xml|cfg|py|js|sh|d|gz|deb|log|sql|md)\b|\b[a-z]+_[a-z_]+\b|\b[A-Z]{2,}\b|\b\w+(-\w+)+\b|\$\w+", Options)]
    private static partial Regex Code();

    [GeneratedRegex(@"(^|[\s(""'`])[~.$]?\w*/[\w.$-]+|\b[\w-]+\.(conf|config|cnf|ini|json|ya?ml|toml|txt|xml|cfg|rc|d|log|md|env|list|html?|sh|py|js|sql)\b|(^|[\s(""'`])\.\w{2,}", Options)]
    private static partial Regex File();

    [GeneratedRegex(@"(^|[.:;!>] |\n)(to \w+|use|run|type|set|add|edit|open|call|enter|put|create|install|remove|choose|select|press|click|make|send|write|copy|start|stop|change|specify|pass|invoke|execute)\b|\b(you can|you should|you must|can be|by (using|running|setting|adding|calling|editing|passing))\b", AnyCase)]
    private static partial Regex Imperative();

    [GeneratedRegex(@"\b(is|are|means|refers to|stands for|denotes|represents|describes|defines?|provides|consists of|contains|called|known as)\b|: ", AnyCase)]
    private static partial Regex Definition();

    [GeneratedRegex(@"(^|\n)\s*([-*+•]|\d+[.)]|\|)\s|,\s+(and|or)\s", Options)]
    private static partial Regex Items();

    [GeneratedRegex(@"\b(is|are|was|can|cannot|can't|may|must|should|shall|will|not|never|always|only|does|do|doesn't|don't|allows?|permits?|supports?|requires?|forbidden|prohibited|allowed|permitted|possible|impossible|required|optional|mandatory)\b", AnyCase)]
    private static partial Regex Modal();

    [GeneratedRegex(@"\b(while|whereas|unlike|but|instead|rather than|differences?|differs?|different|compared|contrast|on the other hand|however|versus|both|only|faster|slower|more|less)\b", AnyCase)]
    private static partial Regex Contrast();

    [GeneratedRegex(@"\b(because|since|so that|in order to|therefore|thus|hence|due to|reasons?|otherwise|to avoid|to prevent|to ensure|as a result|this means|comes? from|named after|derived from|stands for)\b", AnyCase)]
    private static partial Regex Because();

    [GeneratedRegex(@"(^|[\s(""'`])[~.]?/[\w.$-]+|\b(directory|folder|in the|under|below|located|stored|website|page|https?:|repository|section|file)\b", AnyCase)]
    private static partial Regex Place();
}
