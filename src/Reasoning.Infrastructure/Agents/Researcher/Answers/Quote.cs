using Reasoning.Application.Knowledge;
using Reasoning.Infrastructure.Agents.Researcher.Questions;

namespace Reasoning.Infrastructure.Agents.Researcher.Answers;

/// <summary>A piece of a passage that may answer the question.</summary>
/// <param name="Covered">Which of the question's terms stand in it, in its heading or in its document's name.</param>
/// <param name="Coverage">Their share of the question, 0 to 1, by weight.</param>
/// <param name="MeetsContract">It has what an answer to such a question must have, near to what was asked about.</param>
/// <param name="Score">How well it answers, compared with other quotes.</param>
internal sealed record Quote(
    Passage Passage,
    string Text,
    IReadOnlySet<QuestionTerm> Covered,
    double Coverage,
    bool MeetsContract,
    double Score)
{
    /// <summary>It has what was asked about once, in passing: no heading names it.</summary>
    public required bool IsMention { get; init; }

    /// <summary>The same with more of what stands around it.</summary>
    public required string Longer { get; init; }
}
