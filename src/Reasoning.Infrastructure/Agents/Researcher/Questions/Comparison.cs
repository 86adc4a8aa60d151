using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>Finds the two things that a question compares.</summary>
internal static partial class Comparison
{
    /// <returns>What stands on either side, as the person wrote it.</returns>
    public static (string First, string Second)? Find(string question)
    {
        foreach (var form in Forms)
        {
            var match = form.Match(question);
            if (match.Success)
                return (match.Groups["a"].Value.Trim(), match.Groups["b"].Value.Trim());
        }

        return null;
    }

    private static readonly Regex[] Forms = [Between(), From(), Differ(), Apart(), Tell(), Instead(), Versus(), Compare(), Choice(), Or()];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\b(differences?|distinction|distinguish|differentiate|compare|comparison|choose|decide) (\w+ )?between (an? |the )?(?<a>.{1,80}?) and (an? |the )?(?<b>[^?.!]{1,80})", Options)]
    private static partial Regex Between();

    [GeneratedRegex(@"\bhow (is|are|does|do) (an? |the )?(?<a>.{1,80}?) (differ|different|differs|distinct)( in \w+)? (from|to|than) (an? |the )?(?<b>[^?.!]{1,80})", Options)]
    private static partial Regex From();

    [GeneratedRegex(@"\bhow do (an? |the )?(?<a>.{1,80}?) and (an? |the )?(?<b>.{1,80}?) differ", Options)]
    private static partial Regex Differ();

    [GeneratedRegex(@"\b(sets?|setting|keeps?|tells?|telling) (an? |the )?(?<a>.{1,60}?) apart from (an? |the )?(?<b>[^?.!]{1,60})", Options)]
    private static partial Regex Apart();

    [GeneratedRegex(@"\bhow (do|can|would|could) (i|we|you|one) tell (an? |the )?(?<a>.{1,60}?) from (an? |the )?(?<b>[^?.!]{1,60})", Options)]
    private static partial Regex Tell();

    [GeneratedRegex(@"\b(when|why) (do|does|did|should|shall|would|to) ((i|we|you|one|people|somebody|someone|anybody|anyone) )?(use|choose|pick|take|prefer|go for|want) (an? |the )?(?<a>[^,?.!]{1,60}?),? (instead of|rather than|over|and not|and when) (an? |the )?(?<b>[^?.!,]{1,60})", Options)]
    private static partial Regex Instead();

    [GeneratedRegex(@"^\s*(what is better,? |what's better,? |which is better,? |when to use |should i use )?(an? |the )?(?<a>.{1,60}?),? (vs\.?|versus|as opposed to|compared to|compared with) (an? |the )?(?<b>[^?.!]{1,60})", Options)]
    private static partial Regex Versus();

    [GeneratedRegex(@"^\s*compare (an? |the )?(?<a>[^'?.!]{1,30}?) (and|with|to) (an? |the )?(?<b>[^'?.!]{1,30})$", Options)]
    private static partial Regex Compare();

    [GeneratedRegex(@"\b(should|do|shall|would) (i|we|you|one) (use|choose|pick|take|prefer) (an? |the )?(?<a>.{1,60}?),? or (an? |the )?(?<b>[^?.!]{1,60})", Options)]
    private static partial Regex Choice();

    [GeneratedRegex(@"^\s*(an? |the )?(?<a>[^,?!]{1,60}?) (or|and) (an? |the )?(?<b>[^,?!]{1,60}?)[,:;?.-]+ *(and )?(what|which|how|when)\b.{0,40}\b(difference|differences|differ|better|use|choose)\b", Options)]
    private static partial Regex Or();
}
