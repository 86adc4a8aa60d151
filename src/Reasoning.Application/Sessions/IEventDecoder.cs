using System.Diagnostics.CodeAnalysis;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Application.Sessions;

/// <summary>Reads the log's own frames again.</summary>
public interface IEventDecoder
{
    /// <returns><see langword="false"/> for an event that is no step.</returns>
    bool TryReadStep(ReadOnlyMemory<byte> frame, out RunId run, [NotNullWhen(true)] out ReasoningStep? step);

    /// <returns><see langword="false"/> for an event that is neither an answer nor a failure of a run.</returns>
    bool TryReadResult(ReadOnlyMemory<byte> frame, out RunId run, [NotNullWhen(true)] out RunResult? result);
}
