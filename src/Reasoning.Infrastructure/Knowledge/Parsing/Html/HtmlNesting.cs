using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Watches a page being parsed, for how deep its elements stand in each other: in the tree, whatever its tags pretend.</summary>
internal sealed class HtmlNesting
{
    private const int MaxDepth = 500;

    // Those left open are repeated by the parser in each paragraph that follows, and are seen there below the last element.
    private const int MaxFormatting = 16;
    private const int MaxCopies = 200_000;

    private INode? _last;
    private int _copies;

    /// <exception cref="InvalidDataException">No person has written that.</exception>
    public void Created(IElement element)
    {
        var (depth, formatting) = (0, 0);
        for (var node = _last; node is not null; node = node.Parent)
        {
            depth++;
            formatting += node is IElement above && HtmlNames.IsFormatting(above.LocalName) ? 1 : 0;
        }

        for (var node = _last?.LastChild; node is not null; node = node.LastChild)
            _copies++;
        if (depth > MaxDepth || formatting > MaxFormatting || _copies > MaxCopies)
            throw new InvalidDataException("Elements are nested too deeply.");
        _last = element;
    }
}
