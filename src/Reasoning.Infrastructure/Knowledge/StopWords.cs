namespace Reasoning.Infrastructure.Knowledge;

/// <summary>English words that say nothing of what a text is about.</summary>
internal static class StopWords
{
    private static readonly HashSet<string> Words = new(
        """
        a about above after again against all also am an and any are aren as at be because been before being below between
        both but by can cannot could couldn did didn do does doesn doing don done down during each either else ever every
        few for from further had hadn has hasn have haven having he her here hers herself him himself his how however i if
        in into is isn it its itself just let ll may me might more most much must my myself neither no nor not now of off
        often on once one only or other our ours ourselves out over own per please quite rather re s same shall she should
        shouldn since so some such t than that the their theirs them themselves then there these they this those through
        thus to too under until up upon us ve very was wasn we were weren what when where whether which while who whom whose
        why will with within without won would wouldn yes yet you your yours yourself yourselves
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    public static bool Contains(string word) => Words.Contains(word);
}
