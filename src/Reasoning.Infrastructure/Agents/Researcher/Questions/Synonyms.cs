using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>Other words for one: of technical English, and only those that may stand for each other in most sentences.</summary>
internal static class Synonyms
{
    private static readonly string[][] Groups = Table(
        """
        stop interrupt cancel abort terminate halt kill end
        begin start launch initiate
        started founded created wrote written founder author designed invented developed
        delete remove erase drop discard uninstall purge destroy
        limit maximum bound cap max threshold
        minimum least min
        folder directory
        error failure fault problem
        crash die
        fail break
        reconnect resume
        setting option configuration parameter preference
        configure set customize adjust tune
        forbidden refused denied prohibited disallowed banned
        forbid prohibit disallow deny refuse reject
        licence license copyright
        install setup
        fast speed performance quick
        slow lag delay
        message frame
        answer response reply
        allow permit let enable
        change modify adjust edit alter amend
        create make generate produce add build
        upgrade update
        user account
        password passphrase
        maintainer owner
        bug issue defect
        interval period every
        store storage save keep
        quit exit leave
        size length
        port listen
        name named called title
        rename move
        show display print list output view see
        find search locate lookup look
        check verify test validate
        ignore skip exclude omit
        undo revert cancel restore reverse
        recover restore rescue
        copy duplicate clone
        merge combine join
        split divide separate
        fix repair mend correct resolve
        avoid prevent
        need require must necessary required mandatory
        optional recommended
        purpose reason goal aim
        meaning definition mean
        default standard
        developer programmer author contributor
        program application executable binary command
        library module package
        function method routine procedure
        argument parameter option
        variable name
        file document
        text string
        number integer numeric count
        list array
        dictionary mapping dict map
        loop iterate iteration repeat
        convert transform translate cast
        compare difference differ
        equal same identical
        unique distinct
        duplicate repeated
        empty blank null
        hidden invisible
        disable deactivate off turn
        enable activate on turn
        machine computer host system server
        network internet
        connect connection
        send transmit submit
        receive get obtain retrieve fetch download
        upload push publish
        pull fetch
        branch
        commit
        permission right privilege access
        administrator root superuser admin
        secure security safe
        encrypt encryption
        key
        version release
        old older previous former earlier
        new newer recent latest
        big large huge long
        small short little tiny
        temporary tmp temp
        environment
        boot startup booting
        shutdown halt poweroff
        restart reboot reload
        schedule cron timer
        log logging journal
        watch monitor observe
        wait sleep delay pause
        time duration
        date day
        holiday vacation
        hold keep prevent
        hostname machine
        gzip compress zip
        memoize cache memoization
        example sample
        kind type sort
        basic fundamental
        mistake error accident
        garbage garbled corrupted
        begin first initial
        last final latest
        compress archive pack
        extract unpack decompress
        mail email
        question faq
        help support assistance
        guide manual handbook documentation
        rule policy guideline requirement
        decide decision determine
        vote voting ballot election
        leader head chief
        member
        join subscribe become
        approve accept acceptance
        sponsor mentor
        distribution release suite
        repository archive repo
        source origin
        dependency depend depends
        conflict conflicts clash
        replace substitute override
        priority importance
        essential vital
        shell terminal console
        script
        quote quoting escape
        whitespace space spaces
        newline line
        uppercase capital
        lowercase
        sort order ordering
        filter select
        row record tuple
        table relation
        column field attribute
        index
        transaction
        lock locking
        concurrent parallel simultaneous
        thread
        process
        memory ram
        disk drive storage
        backup dump
        cache caching
        inherit inheritance subclass extend
        exception error raise throw
        import include
        export
        test testing
        debug debugging
        stable
        unstable sid
        graphical gui desktop
        pay cost price free
        word
        pick choose select
        shown displayed visible
        happen occur
        stage add
        throw raise
        permanently forever
        automatically automatic
        manually manual hand
        kept stored saved
        written
        location place path where
        """);

    /// <summary>How texts say who made something.</summary>
    public static readonly IReadOnlyList<string> Deeds =
        ["founded by", "created by", "started by", "written by", "designed by", "invented by", "developed by", "founder", "inventor", "originally written"];

    private static readonly ILookup<string, string> Others = Groups
        .SelectMany(group => group.SelectMany(word => group.Where(other => other != word).Select(other => (Stem: PorterStemmer.Stem(word), Other: other))))
        .Distinct()
        .ToLookup(pair => pair.Stem, pair => pair.Other, StringComparer.Ordinal);

    /// <param name="stem">As <see cref="PorterStemmer"/> makes it: "deleting" has the other words of "delete".</param>
    public static IEnumerable<string> Of(string stem) => Others[stem];

    private static string[][] Table(string text) =>
        [.. text.Split('\n').Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(group => group.Length > 1)];
}
