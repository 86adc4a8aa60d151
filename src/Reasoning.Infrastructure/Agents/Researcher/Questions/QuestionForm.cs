using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>Reads from a question's wording what kind of answer it asks for.</summary>
internal static partial class QuestionForm
{
    /// <summary>The question without what politeness puts before it.</summary>
    public static string WithoutCourtesy(string message) => Courtesy().Replace(message, "", 1).TrimStart();

    /// <summary>The question without the idioms that <see cref="CuesOf"/> reads: the box in "out of the box" is none.</summary>
    public static string WithoutIdioms(string text) => Idiom().Replace(text, " ");

    /// <summary>Where the question itself begins, behind sentences or a clause that tell its circumstances.</summary>
    public static int StartOf(string text) =>
        Clause().Matches(text).Select(match => match.Index + match.Groups["end"].Length).LastOrDefault(end => end < text.Length);

    /// <summary>What is counted: the words behind "how many"; empty where nothing is.</summary>
    public static string CountedIn(string text) => Counted().Match(text).Groups["what"].Value;

    /// <summary>The first of the words that an answer has which tells the most there can be.</summary>
    public const string Limit = "maximum";

    /// <summary>Words that an answer may have beside the question's own: why something is so, what happens by default, the most there can be.</summary>
    public static IEnumerable<string> CuesOf(string text, AnswerType type) =>
        type != AnswerType.YesNo && Norm().IsMatch(text) ? ["should", "must", "recommended"]
        : type == AnswerType.Reason && Named().IsMatch(text) ? ["named after", "the name", "comes from", "stands for", "pronounced"]
        : type == AnswerType.Reason ? ["why", "because", "reason", "rationale"]
        : Unchosen().IsMatch(text) ? ["default", "defaults"]
        : type is AnswerType.Number or AnswerType.Size && Most().IsMatch(text) ? [Limit, "limit", "at most", "more than", "up to", "less than", "exceed", "minimum", "under", "fewer", "longer", "at least", "maximal", "minimal"]
        : [];

    /// <summary>It asks about something that has happened.</summary>
    public static bool IsPast(string text) => Past().IsMatch(text);

    /// <summary>What the question itself asks for; where that says nothing, the whole text.</summary>
    public static AnswerType TypeOf(string text)
    {
        var type = OwnTypeOf(text[StartOf(text)..]);
        return type == AnswerType.Passage ? OwnTypeOf(text) : type;
    }

    // The first that fits: "how can I see how many" before "how many", that before "how", "what command" before "what".
    private static AnswerType OwnTypeOf(string question) =>
        Procedure().IsMatch(question) ? AnswerType.Instruction
        : Price().IsMatch(question) ? AnswerType.Price
        : Duration().IsMatch(question) ? AnswerType.Duration
        : Size().IsMatch(question) ? AnswerType.Size
        : Number().IsMatch(question) ? AnswerType.Number
        : Date().IsMatch(question) ? AnswerType.Date
        : Creator().IsMatch(question) ? AnswerType.Creator
        : Person().IsMatch(question) ? AnswerType.Person
        : File().IsMatch(question) ? AnswerType.File
        : Identifier().IsMatch(question) ? AnswerType.Identifier
        : Instruction().IsMatch(question) ? AnswerType.Instruction
        : Reason().IsMatch(question) ? AnswerType.Reason
        : Place().IsMatch(question) ? AnswerType.Place
        : List().IsMatch(question) ? AnswerType.List
        : Definition().IsMatch(question) ? AnswerType.Definition
        : YesNo().IsMatch(question) ? AnswerType.YesNo
        : AnswerType.Passage;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^\s*((hi|hello|hey|ok|okay|so|well|and|please|thanks|also)\b[\s,.!]*)*((can|could|would|will) (you|someone|anyone|anybody) (please )?(tell|show|explain|help|remind|say)( to)?( me| us)?( about)?\b[\s,:]*|(please )?(tell|show|remind) (me|us)( about)?\b[\s,:]*|(i|we) (want|need|would like|'d like|wish|have) to (know|find out|learn|understand)\b[\s,:]*|do you know\b[\s,:]*|(i|we) (wonder|am wondering|are wondering)\b[\s,:]*)?", Options)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"(?<end>[.!?;]\s+)|(?<end>,\s+((and|but|so) )?)(what|which|who|whom|how|when|where|why|can|could|is|are|do|does|did|should|may|must|will|would)\b", Options)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\b(if|when|unless|as long as) (i|we|you|one|nobody|it) ((do not|don't|does not|doesn't|did not|didn't|never) )?(choose|chooses|set|sets|specify|specifies|configure|configures|give|gives|say|says|change|changes|pass|passes)( (nothing|none|anything|one|any|it))?\s*([?.,;!]|$)|\b(choose|set|specify|configure|give|pass|change) nothing\b|\b(out of the box|by itself|unless (told|i (tell|say|set|specify)) .{0,20}otherwise|unless told otherwise|without (any )?(configuration|setting|option))\b", Options)]
    private static partial Regex Unchosen();

    [GeneratedRegex(@"\b(out of the box|at the moment|right now|these days|for good|in the end|for the first time|no matter)\b", Options)]
    private static partial Regex Idiom();

    [GeneratedRegex(@"\b(called|named)\b", Options)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(should|ought|supposed)\b", Options)]
    private static partial Regex Norm();

    [GeneratedRegex(@"\bhow (many|much|long|big|large|deep|wide|high)\b.*\b(can|may|could|at most|allowed|possible)\b|\b(at most|max|maximum|longest|largest|biggest|highest|most)\b", Options)]
    private static partial Regex Most();

    [GeneratedRegex(@"\b(was|were|did|has|have|had)\b", Options)]
    private static partial Regex Past();

    [GeneratedRegex(@"\b(how many|number of)\s+(?<what>\w+(\s+\w+)?)", Options)]
    private static partial Regex Counted();

    [GeneratedRegex(@"^\s*(and |but |so )?how (do|can|could|should|would|must|may|might) (i|we|you|one)\b", Options)]
    private static partial Regex Procedure();

    [GeneratedRegex(@"\bhow much (does|do|did|is|are|will|would) .*\b(cost|costs)\b|\bwhat (does|do|did|will|would)\b.*\bcost\b|\b(price|cost|costs|fee) (of|for)\b", Options)]
    private static partial Regex Price();

    [GeneratedRegex(@"\bhow (often|frequently|old)\b|\bhow long (do|does|did|should|will|would|must|before|until|after|has|have|are|it)\b|\bhow long (may|can|could|might|must|shall)\b.*\b(take|last|wait|run|stay|live|remain|keep|hold)\b|\bhow many (milliseconds|seconds|minutes|hours|days|weeks|months|years)\b|\b(what|which)('s| is)? the (\w+ )?(\w+ )?(interval|timeout|time limit|waiting period|delay|duration|grace period)\b", Options)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\bhow (long|big|large|wide|deep) (may|can|could|might|is|are|at most)\b|\b(what|which)('s| is)? (the )?(maximum |minimum |max |min |largest |default )?(size|length|width) (of|for|that)\b|\bhow many (bytes|characters|bits|kilobytes|megabytes|gigabytes)\b", Options)]
    private static partial Regex Size();

    [GeneratedRegex(@"\bhow (many|much|long|often|big|large|high|deep|wide|frequently|small|short|far)\b|\bwhat('s| is) the (biggest|largest|highest|longest|smallest|lowest|shortest|maximum|minimum|max|min)\b|\b(max|maximum|min|minimum|largest|longest|shortest|smallest)( \w+)? (size|length|width|depth|number|count|amount)\b|\b(what|which) (number|size|port|percentage|version|limit|uid|gid|length)\b|\b(what|which)('s| is| are| was)?( the)?( \w+)? (number of|maximum|minimum|size|limit|timeout|time limit|length|port|interval|percentage|duration|default (port|size|limit|timeout|value|number|length|interval))\b|\b(limit|port|maximum|minimum|size) (of|for)\b", Options)]
    private static partial Regex Number();

    [GeneratedRegex(@"\bwhen (was|were|did|has|had)\b|\b(until|till|by) when\b|\bwhen (does|do|will|is|are)\b.*\b(end|ends|expire|expires|due|released|published|supported)\b|\b(what|which) (year|date|month|day)\b|\bsince when\b|\b(release|birth) ?date\b|\bhow long ago\b", Options)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\s*(and |but )?(who|whose|whom|(by|to) whom)\b", Options)]
    private static partial Regex Person();

    [GeneratedRegex(@"\bwho (first )?((has |had )?(created|founded|started|invented|wrote|written|designed|developed|authored|made|began|built|introduced|proposed)|(is|was|were|are) the (\w+ )?(author|authors|founder|founders|creator|creators|inventor|inventors|designer|father|mother))\b", Options)]
    private static partial Regex Creator();

    [GeneratedRegex(@"\b(what|which)('s| is| are)?( the| a)?( \w+)? files?\b", Options)]
    private static partial Regex File();

    [GeneratedRegex(@"\b(what|which)('s| is| are)?( the| a)?( \w+)? (command|commands|option|options|flag|flags|switch|setting|settings|variable|environment variable|parameter|keyword|function|method|statement|directive|tool|program|utility|directory|module|class|script|field|signal|header|character|syntax|code)\b", Options)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\bhow (do|does|can|could|should|would|must|may|might) (i|we|you|one|people|someone|somebody|a|an|the|my)\b|\bhow (to|is|are)\b|\bway to\b|^\s*(i|we) (want|need|would like) to\b|\bsteps to\b", Options)]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\bwhy\b|\bwhat (causes|caused|makes|made)\b|\bwhat (is|was) the (reason|point|purpose|rationale)\b|\bhow come\b|\bfor what reason\b|\bwhat for\b", Options)]
    private static partial Regex Reason();

    [GeneratedRegex(@"\bwhere\b|\b(what|which) (directory|folder|path|location|place)\b", Options)]
    private static partial Regex Place();

    [GeneratedRegex(@"^\s*(list|name|enumerate)\b|\b(what|which) (\w+ )?(kinds?|types?|sorts?|forms?|ways|values|levels?|modes?|formats?)\b|\bwhat are (the|all|some)\b|\bwhich \w+s\b|\bwhat \w+s (are|exist|can|does|do)\b", Options)]
    private static partial Regex List();

    [GeneratedRegex(@"^\s*(what|who)('s|s| is| are| was| were)\b|\bwhat (does|do|did)\b.*\b(mean|stand for|do)\b|^\s*(define|explain|describe)\b|\b(meaning|definition) of\b", Options)]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\s*(is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had|am)\b", Options)]
    private static partial Regex YesNo();
}
