namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>What the planner knows of English.</summary>
internal static class Vocabulary
{
    /// <summary>Words that shape a question and are no part of its subject; and greetings.</summary>
    public static readonly HashSet<string> Shape = new(
        """
        happen happens happened happening work works working mean means meaning explain describe tell show give find need
        needs want wants use uses used using get gets make makes making exactly actually usually normally know many much
        long big large often called look looks looking like another contain contains containing belong belongs say says
        said please help question able possible must go goes going come comes put puts have take takes support supports
        hello hi hey thanks thank good morning evening
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>Words that say little of a question's subject: searched for, but not missed.</summary>
    public static readonly HashSet<string> Soft = new(
        """
        way ways thing things difference example examples purpose reason best correct proper properly list kind kinds type
        types part parts name default
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>What people ask how to do with a thing.</summary>
    public static readonly HashSet<string> Actions = new(
        """
        change changed changing set configure configured increase reduce raise lower shorten extend adjust edit modify stop
        start restart disable enable turn switch delete remove add install run read see check test try avoid prevent fix
        happens begin end create open close choose pick replace reset move
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>What follows one of these is a thing.</summary>
    public static readonly HashSet<string> Determiners = new(
        ["a", "an", "the", "my", "your", "its", "their", "our", "this", "that", "each", "every", "one", "of"], StringComparer.Ordinal);

    /// <summary>Two words that are one verb; their second half is a stop word by itself.</summary>
    public static readonly Dictionary<(string, string), string> PhrasalVerbs = Table(
        """
        log in login; log on logon; log out logout; log off logoff; sign in signin; sign up signup; sign off signoff;
        shut down shutdown; shuts down shutdown; shutting down shutdown; set up setup; sets up setup; setting up setup;
        start up startup; starts up startup; back up backup; backs up backup; roll back rollback; rolls back rollback;
        time out timeout; times out timeout; clean up cleanup; look up lookup; boot up bootup; plug in plugin;
        fall back fallback; falls back fallback; back off backoff; fan out fanout; check out checkout; break down breakdown
        """);

    private static Dictionary<(string, string), string> Table(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(entry => (entry[0], entry[1]), entry => entry[2]);
}
