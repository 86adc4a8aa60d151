using System.Buffers;
using System.Collections.Frozen;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>What the names of elements and classes mean for reading.</summary>
internal static class HtmlNames
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    private static readonly FrozenSet<string> Inline = Set(
        """
        a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr q s samp small span strike
        strong sub sup time tt u var wbr picture source input
        """);

    // HTML's own list of what the parser opens anew where a paragraph has closed it.
    private static readonly FrozenSet<string> Formatting = Set("a b big code em font i nobr s small strike strong tt u");

    private static readonly FrozenSet<string> Block = Set(
        """
        address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
        form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
        """);

    private static readonly FrozenSet<string> Dropped = Set(
        """
        script style template noscript svg canvas audio video iframe object embed map button select input textarea datalist nav
        footer aside form head link meta base img picture math dialog
        """);

    // Furniture of the generators that make most documentation.
    private static readonly FrozenSet<string> DroppedClasses = Set(
        """
        toc fancy_toc navheader navfooter navigation nav navbar menu sidebar sphinxsidebar sphinxsidebarwrapper breadcrumb
        breadcrumbs headerlink viewcode-link edit-link edit-page mw-editsection footer footnote footnotes footnote-reference
        footnote-ref footnote-back-ref related seealso linenos skip-link sr-only visually-hidden pagination prev-next indexterm
        toctree-wrapper logo tagline searchmenu mark hash-link srclink anchor-link indextable genindextable search_menubutton
        """);

    private static readonly FrozenSet<string> DroppedIds = Set("toc footer sidebar nav navigation menu breadcrumbs comments gtoc footnotes column2");

    public static bool IsBlock(string name) => Block.Contains(name);

    public static bool IsFormatting(string name) => Formatting.Contains(name);

    public static bool IsDropped(string name) => Dropped.Contains(name);

    public static bool IsDroppedClass(string name) => DroppedClasses.Contains(name);

    public static bool IsDroppedId(string id) => DroppedIds.Contains(id);

    public static bool IsCode(string name) => name is "code" or "kbd" or "samp" or "tt";

    /// <summary>Whether this is HTML's own, unlike <c>&lt;session_id&gt;</c>.</summary>
    public static bool IsTag(string tag)
    {
        if (tag.StartsWith("<!", StringComparison.Ordinal) || tag.StartsWith("<?", StringComparison.Ordinal))
            return true;
        var name = tag.AsSpan().TrimStart("</");
        var end = name.IndexOfAny(NameEnds);
        var lower = (end < 0 ? name : name[..end]).ToString().ToLowerInvariant();
        return Inline.Contains(lower) || Block.Contains(lower) || Dropped.Contains(lower);
    }

    private static FrozenSet<string> Set(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
