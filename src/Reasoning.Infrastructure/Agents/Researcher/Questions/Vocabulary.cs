using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>What the planner knows of English.</summary>
internal static class Vocabulary
{
    /// <summary>Words that shape a question and are no part of its subject; and greetings.</summary>
    public static readonly HashSet<string> Shape = new(
        """
        happen happens happened happening work works working mean means meaning explain describe tell show give find need
        needs want wants use uses used using get gets make makes making exactly actually usually normally know many much
        long big large often look looks looking like another contain contains containing belong belongs say says
        said please help question able possible must go goes going come comes put puts have take takes support supports
        year date please show ok okay fine alright idea ideas
        around across along beyond within inside outside onto throughout
        apart unless otherwise although though got two three four five six seven eight nine ten several whatever
        hello hi hey thanks thank good morning evening
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>Words that say little of a question's subject: searched for, but not missed.</summary>
    public static readonly HashSet<string> Soft = new(
        """
        way ways thing things difference example examples purpose reason best correct proper properly list kind kinds type
        types part parts name default first last certain specific various different exact exactly possible meanwhile
        currently automatically someone somebody anybody something anything everything people person really simple easy
        simply easily away ago later earlier soon day days time times place allowed able instead first once still already
        basic common main small smallest big biggest largest according possible typical usual own kinds ways
        accident mistake luck chance stranger
        ever never always sometimes together back
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>The stems of verbs that people ask with. A text may say the same without them.</summary>
    public static readonly HashSet<string> Actions = Stems(
        """
        accept achieve act adjust affect allow announce appear apply arrange arrive ask assign attach avoid await beat become
        begin behave believe belong block bother bring build bypass call cancel care carry cause change check choose claim
        clear close collect come compare complete concern configure confirm confuse consider consist contain continue
        control convert cope correct cover create customize cut deal decide declare decrease defend define delay delete
        deliver demand deny depend derive describe detect determine develop differ disable disappear discard discover
        distinguish do drop edit effect emerge employ enable end enforce ensure enter escape establish exceed exist expand
        expect explain extend fail fall fetch figure fill find finish fit fix follow forbid force forget form gain gather
        generate get give go grab grant grow guarantee guess halt hand handle hang happen happens hate hear hide hold
        identify ignore imply improve include increase indicate inform insert insist inspect install intend introduce invent
        invoke involve join judge jump keep kick know last launch learn leave let lie like limit listen live look lose lower
        made maintain make manage manipulate mark matter mean mention miss mix modify move name need notice obey obtain occur
        offer omit open operate organize overcome owe own pass pause perform permit persist pick place plan play point
        possess postpone prefer prepare present preserve press pretend prevent proceed produce prohibit promise protect prove
        provide publish pull put quit raise reach react read realize receive recognize recommend reduce refer refuse regard
        reject relate relax rely remain remember remove repair repeat replace represent require rescue reset resolve respond
        restart restrict return reveal rid run save say see seem select sell send separate serve set share shorten show shown
        shrink shut skip solve sort speak specify speed spend split stand start state stay stop submit suggest suit suppose
        swap switch take talk tell tend test think throw touch treat trigger trust try turn type understand undo unset update
        abandon adopt defer exhaust execute omit optimize restore revert throttle transfer
        use vanish verify wait want warn wish withdraw wonder work worry write
        """);

    /// <summary>What stands before one of these is done to something: "kick them out", "throw away".</summary>
    public static readonly HashSet<string> AfterVerbs = new(
        ["it", "them", "me", "us", "him", "her", "itself", "themselves", "away", "out", "off", "up", "down", "back"], StringComparer.Ordinal);

    /// <summary>What follows one of these is done: "how do I salvage a package?"</summary>
    public static readonly HashSet<string> BeforeVerbs = new(["i", "we", "you", "they", "people", "somebody", "someone"], StringComparer.Ordinal);

    /// <summary>In "when was the first one released?" as weighty as the release.</summary>
    public static readonly HashSet<string> Ordinals = new(["first", "last", "latest", "earliest", "oldest", "newest"], StringComparer.Ordinal);

    /// <summary>Abbreviations that say nothing.</summary>
    public static readonly HashSet<string> Abbreviations = new(["i.e", "e.g", "a.k.a", "w.r.t"], StringComparer.Ordinal);

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
        fall back fallback; falls back fallback; back off backoff; fan out fanout; check out checkout; break down breakdown;
        turn off disable; turn on enable; switch off disable; switch on enable; find out determine; throw away discard;
        put off defer; give up abandon; take over adopt; look after maintain; looks after maintain; leave out omit;
        run out exhaust; runs out exhaust; carry out execute; speed up optimize; slow down throttle; go back revert;
        bring back restore; hand over transfer; get rid remove; work around workaround; opt out disable
        """);

    private static HashSet<string> Stems(string words) => Words.Stems(words).ToHashSet(StringComparer.Ordinal);

    private static Dictionary<(string, string), string> Table(string text) =>
        text.Split(';', StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(entry => (entry[0], entry[1]), entry => entry[2]);
}
