using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>The classes of an element, as many as a person gives one: the parser's own list compares each with all others.</summary>
internal static class HtmlClasses
{
    private const int MaxClasses = 64;

    public static IEnumerable<string> Of(IElement element) =>
        element.ClassName is { } names ? names.Split((char[]?)null, MaxClasses + 1, StringSplitOptions.RemoveEmptyEntries).Take(MaxClasses) : [];

    public static bool Has(IElement element, string name) => Of(element).Contains(name, StringComparer.Ordinal);
}
