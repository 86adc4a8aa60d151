using System.Text;
using AngleSharp.Dom;

namespace Reasoning.Infrastructure.Knowledge.Parsing.Html;

/// <summary>Writes what stands within a block as one line, and tells how much of it points elsewhere.</summary>
internal sealed class HtmlInline
{
    private readonly StringBuilder _text = new();
    private int _linked;
    private int _free;

    public void Text(string text, bool isLinked)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (_text.Length > 0 && _text[^1] != ' ')
                    _text.Append(' ');
                continue;
            }

            _text.Append(c);
            if (char.IsLetter(c))
                _ = isLinked ? _linked++ : _free++;
        }
    }

    /// <summary>As code, within a line.</summary>
    public void Code(IElement element, bool isLinked)
    {
        var inner = new HtmlInline();
        inner.Text(element.TextContent, isLinked);
        var code = inner._text.ToString().Trim();
        if (code.Length == 0 || code.Contains('`', StringComparison.Ordinal))
        {
            Text(code, isLinked);
            return;
        }

        // What touches another piece of code is one word with it.
        if (_text.Length > 1 && _text[^1] == '`')
            _text.Length--;
        else
            _text.Append('`');
        Text(code, isLinked);
        _text.Append('`');
    }

    public (string Text, bool IsOnlyLinks) Take()
    {
        var taken = (_text.ToString().Trim(), _linked > 0 && _free < 3);
        _text.Clear();
        (_linked, _free) = (0, 0);
        return taken;
    }
}
