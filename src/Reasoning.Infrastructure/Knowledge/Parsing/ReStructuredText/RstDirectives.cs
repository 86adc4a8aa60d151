using System.Globalization;
using System.Text.RegularExpressions;

namespace Reasoning.Infrastructure.Knowledge.Parsing.ReStructuredText;

/// <summary>What explicit markup means: code, notes, tables and described things are text; targets, comments and machinery are not.</summary>
internal static partial class RstDirectives
{
    private static readonly HashSet<string> Dropped = Set(
        """
        toctree contents image figure index highlight currentmodule raw include sectionauthor moduleauthor module py:module meta
        tabularcolumns testsetup testcleanup sectnum graphviz digraph seealso target-notes role default-role default-domain
        literalinclude codeauthor program title unicode replace date audit-event-table impl-detail-table centered header footer
        py:currentmodule c:alias automodule autoclass autofunction audit-event availability-table ifconfig-end
        """);

    private static readonly HashSet<string> Code = Set("code code-block sourcecode parsed-literal productionlist doctest testcode prompt math console");

    private static readonly HashSet<string> Containers = Set("only container topic sidebar compound epigraph highlights pull-quote ifconfig tab tabs table glossary impl-detail");

    private static readonly HashSet<string> Notes = Set("note warning tip important caution danger attention hint error availability");

    private static readonly Dictionary<string, string> Versions = new(StringComparer.Ordinal)
    {
        ["versionadded"] = "New in version", ["versionchanged"] = "Changed in version", ["deprecated"] = "Deprecated since version",
        ["deprecated-removed"] = "Deprecated since version", ["versionremoved"] = "Removed in version",
    };

    public static void Read(string first, List<string> body, BlockList blocks, int depth)
    {
        var match = Directive().Match(first);
        if (!match.Success)
            return;
        var (name, argument) = (match.Groups["name"].Value, first[match.Length..].Trim());
        if (Dropped.Contains(name))
            return;

        // More of the argument, then options, then an empty line, then what it holds.
        var options = body.Count;
        var (arguments, content) = Cut(argument, body, ref options);
        if (Code.Contains(name))
            blocks.Code(string.Join('\n', name is "productionlist" or "math" ? [.. arguments.Skip(name == "math" ? 0 : 1), .. content] : content));
        else if (name is "list-table" or "csv-table")
            RstTables.ReadDirective(name, arguments.Count > 0 ? arguments[0] : "", Header(body, options), content, blocks);
        else if (Versions.TryGetValue(name, out var version))
            Labelled($"{version} {Version(arguments, out var rest)}", [rest, .. content], blocks, depth);
        else if (Notes.Contains(name))
            Labelled(name.Length > 0 ? char.ToUpperInvariant(name[0]) + name[1..] : name, [.. arguments, "", .. content], blocks, depth);
        else if (name is "admonition")
            Labelled(RstInline.Clean(string.Join(' ', arguments)), content, blocks, depth);
        else if (name is "rubric")
            blocks.Paragraph(RstInline.Clean(string.Join(' ', arguments)));
        else if (Containers.Contains(name) || arguments.Count == 0 || (name == "class" && StyleName().IsMatch(arguments[0])))
            RstReader.Read(content, blocks, depth + 1);
        else
            Described(arguments, content, blocks, depth);
    }

    private static (List<string> Arguments, List<string> Content) Cut(string argument, List<string> body, ref int options)
    {
        List<string> arguments = argument.Length > 0 ? [argument] : [];
        var at = 0;
        while (at < body.Count && !RstLine.IsBlank(body[at]) && !RstLine.IsField(body[at].TrimStart()))
            arguments.Add(body[at++].Trim());
        while (at < body.Count && RstLine.IsField(body[at].TrimStart()))
            at++;
        options = at;
        return (arguments, [.. body.Skip(at)]);
    }

    private static string? Header(List<string> body, int options) => body.Take(options)
        .Select(line => line.Trim()).Where(line => line.StartsWith(":header", StringComparison.Ordinal)).Select(line => RstLine.Field(line).Body).FirstOrDefault();

    private static string Version(List<string> arguments, out string rest)
    {
        var words = string.Join(' ', arguments).Split(' ', 2, StringSplitOptions.TrimEntries);
        rest = words.Length > 1 ? words[1] : "";
        if (rest.Split(' ', 2) is [var removed, ..] && decimal.TryParse(removed, CultureInfo.InvariantCulture, out _))
            rest = rest[removed.Length..].Trim();
        return words[0];
    }

    // "Note: " before what is noted.
    private static void Labelled(string label, List<string> lines, BlockList blocks, int depth)
    {
        var body = new BlockList();
        RstReader.Read(lines, body, depth + 1);
        if (body.Blocks is [{ Kind: BlockKind.Paragraph } first, ..])
        {
            blocks.Add(first with { Text = $"{label}: {first.Text}" });
            blocks.Add(body.Blocks.Skip(1));
            return;
        }

        blocks.Paragraph(body.Blocks.Count > 0 ? label + ":" : label + ".");
        blocks.Add(body.Blocks);
    }

    // A function, a class, an option: its signature is the term.
    private static void Described(List<string> signatures, List<string> content, BlockList blocks, int depth)
    {
        var body = blocks.Nested();
        RstReader.Read(content, body, depth + 1);
        blocks.Definition(string.Join(", ", signatures.Select(signature => $"`{signature.Replace("`", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal)}`")), body);
    }

    private static HashSet<string> Set(string names) =>
        names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    // The same directive gives a style and describes a class.
    [GeneratedRegex("^[a-z-]+( [a-z-]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex StyleName();

    [GeneratedRegex(@"^(?<name>[a-zA-Z][\w+:.-]*)::( |$)", RegexOptions.NonBacktracking)]
    private static partial Regex Directive();
}
