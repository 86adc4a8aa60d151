using Microsoft.Extensions.AI;

namespace Reasoning.Infrastructure.Agents.Models.Thoughts;

/// <summary>Tells a turn's thoughts from its text while it comes, in pieces that may end in the middle of a tag.</summary>
internal sealed class ThinkTagSplitter
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    private string _held = "";
    private bool _isThinking;

    /// <summary>What comes now is text, whatever stands in it: an answer may speak of tags.</summary>
    public bool IsDone { get; private set; }

    public IEnumerable<AIContent> Split(string piece)
    {
        var text = _held + piece;
        _held = "";
        if (!IsDone && !_isThinking)
        {
            var start = text.TrimStart();
            if (start.StartsWith(Open, StringComparison.Ordinal))
                (_isThinking, text) = (true, start[Open.Length..]);
            else if (Open.StartsWith(start, StringComparison.Ordinal))
                (_held, text) = (start, "");
            else
                IsDone = true;
        }

        if (_isThinking)
        {
            var close = text.IndexOf(Close, StringComparison.Ordinal);
            var thought = close < 0 ? text[..^StartOfClose(text)] : text[..close];
            if (thought.Length > 0)
                yield return new TextReasoningContent(thought);
            if (close < 0)
            {
                _held = text[thought.Length..];
                yield break;
            }

            (_isThinking, IsDone) = (false, true);
            text = text[(close + Close.Length)..];
        }

        if (text.Length > 0)
            yield return new TextContent(text);
    }

    /// <summary>What was held back because it might have become a tag. Not the space before it: of that there may be any amount.</summary>
    public string End()
    {
        var held = _held;
        _held = "";
        return _isThinking ? "" : held;
    }

    /// <summary>How many characters at the end of a text may begin the closing tag.</summary>
    private static int StartOfClose(string text)
    {
        for (var length = Math.Min(Close.Length - 1, text.Length); length > 0; length--)
        {
            if (text.EndsWith(Close[..length], StringComparison.Ordinal))
                return length;
        }

        return 0;
    }
}
