using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Watches a page being parsed, for how many elements it has and how deep they stand in each other: in the tree, whatever its tags pretend.</summary>
internal sealed class HtmlNesting
{
    /// <summary>Each costs some microseconds; a long page that people have written has a quarter of it.</summary>
    public const int MaxElements = 150_000;

    private const int MaxDepth = 256;

    // Those left open are repeated by the parser in each paragraph that follows, and are seen there below the last element.
    private const int MaxFormatting = 16;

    private INode? _last;
    private int _elements;

    // How many more there may be before one can stand too deep: looking each time would cost the depth for every element.
    private int _unseen;

    /// <exception cref="InvalidDataException">No person has written that.</exception>
    public void Created(IElement element)
    {
        var copies = 0;
        for (var node = _last?.LastChild; node is not null; node = node.LastChild)
            copies++;
        _elements += 1 + copies;
        _unseen -= 1 + copies;
        if (_elements > MaxElements || (_unseen < 0 && (_unseen = Allowance()) < 0))
            throw new InvalidDataException("There are too many elements, or they are nested too deeply.");
        _last = element;
    }

    private int Allowance()
    {
        var (depth, formatting) = (MaxDepth, MaxFormatting);
        for (var node = _last; node is not null; node = node.Parent)
        {
            depth--;
            formatting -= node is IElement above && HtmlNames.IsFormatting(above.LocalName) ? 1 : 0;
        }

        return Math.Min(depth, formatting);
    }
}
