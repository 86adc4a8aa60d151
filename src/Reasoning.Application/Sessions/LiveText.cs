using System.Text;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>One step's text while it grows. A step that is begun anew is another one.</summary>
/// <param name="after">The last event before it: whoever has not been shown that is not shown this.</param>
internal sealed class LiveText(RunId run, StepDelta first, long after, long number)
{
    /// <summary>Longer ones are seen growing to here and then whole, as the finished step.</summary>
    private const int MaxCharacters = 256 * 1024;

    private const int MaxPiece = 8 * 1024;

    private readonly StringBuilder _text = new();

    // Readers that keep up all ask for the same.
    private TextPiece? _last;

    public long After { get; } = after;

    /// <summary>Tells it from every other text of the session, without keeping it.</summary>
    public long Number { get; } = number;

    public bool Continues(StepDelta delta) => !delta.IsAnew && delta.StepId == first.StepId && delta.Kind == first.Kind;

    /// <returns>How many characters were added.</returns>
    public int Append(string content)
    {
        var length = Math.Min(content.Length, MaxCharacters - _text.Length);
        _text.Append(content, 0, length);
        return length;
    }

    /// <summary>What comes after the first <paramref name="offset"/> characters; <see langword="null"/> when nothing does yet.</summary>
    public TextPiece? Read(int offset)
    {
        var end = Math.Min(_text.Length, offset + MaxPiece);

        // The other half of a surrogate pair is still to come, or goes with the next piece.
        if (end > offset && char.IsHighSurrogate(_text[end - 1]))
            end--;
        if (end <= offset)
            return null;
        if (_last is null || _last.Offset != offset || _last.Content.Length != end - offset)
            _last = new TextPiece(run, first.StepId, first.Kind, first.Iteration, offset, _text.ToString(offset, end - offset));
        return _last;
    }
}
