using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>A piece of a text that is growing, for every reader that has come as far.</summary>
/// <param name="Offset">Where it begins, in UTF-16 units; 0 replaces whatever the reader had of the step.</param>
public sealed record TextPiece(RunId Run, StepId StepId, DeltaKind Kind, int Iteration, int Offset, string Content)
{
    private byte[]? _frame;

    /// <summary>Its bytes for clients, made once for all; by several at the same moment, at worst, and all alike.</summary>
    public byte[] Encoded(Func<TextPiece, byte[]> encode)
    {
        ArgumentNullException.ThrowIfNull(encode);
        return _frame ??= encode(this);
    }
}
