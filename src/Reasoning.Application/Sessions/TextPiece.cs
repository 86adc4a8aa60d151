using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>A piece of a text that is growing, for one reader.</summary>
/// <param name="Offset">Where it begins, in UTF-16 units; 0 replaces whatever the reader had of the step.</param>
public sealed record TextPiece(RunId Run, StepId StepId, DeltaKind Kind, int Iteration, int Offset, string Content);
