using System.Globalization;
using System.Text;

namespace Reasoning.Domain.Sessions;

/// <summary>What people call a session: one line, 1–200 characters without control characters.</summary>
public readonly record struct SessionTitle
{
    public const int MaxLength = 200;

    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';

    /// <summary>Of a title that nobody chose: what a list shows of it in one line.</summary>
    private const int MaxLengthOfFirstLine = 80;

    private SessionTitle(string value) => Value = value;

    public string Value { get; }

    /// <summary>The same for titles that differ only in case: what searches compare.</summary>
    public string Folded => Fold(Value);

    /// <summary>Case as every store has to see it, whatever its own rules for letters are.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToUpperInvariant();
    }

    /// <summary>A title that somebody chose; space around it is no part of it.</summary>
    public static bool TryParse(string? text, out SessionTitle title)
    {
        var trimmed = text?.Trim() ?? string.Empty;
        title = new SessionTitle(trimmed);
        return trimmed.Length is > 0 and <= MaxLength && !trimmed.Any(IsOfNoLine);
    }

    /// <exception cref="FormatException">The text is no title.</exception>
    public static SessionTitle Parse(string text) =>
        TryParse(text, out var title) ? title : throw new FormatException("Not a title.");

    /// <summary>The first line of a message that has text, cut where no visible character is split; none when it has none.</summary>
    public static SessionTitle? FromMessage(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach (var line in message.AsSpan().EnumerateLines())
        {
            var text = WithoutControls(line.Trim());
            if (text.Length > 0)
                return new SessionTitle(Cut(text));
        }

        return null;
    }

    public override string ToString() => Value;

    private static bool IsOfNoLine(char character) => char.IsControl(character) || character is LineSeparator or ParagraphSeparator;

    private static string WithoutControls(ReadOnlySpan<char> line)
    {
        var text = new StringBuilder(line.Length);
        foreach (var character in line)
            text.Append(char.IsControl(character) ? ' ' : character);
        return text.ToString().Trim();
    }

    private static string Cut(string text)
    {
        var length = 0;
        while (length < text.Length)
        {
            var end = length + StringInfo.GetNextTextElementLength(text, length);
            if (end > MaxLengthOfFirstLine)
                break;
            length = end;
        }

        // One "character" of very many parts: half of a pair is all that must not be left.
        if (length == 0)
            length = char.IsHighSurrogate(text[MaxLengthOfFirstLine - 1]) ? MaxLengthOfFirstLine - 1 : MaxLengthOfFirstLine;
        return text[..length].TrimEnd();
    }
}
