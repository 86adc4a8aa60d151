namespace Reasoning.Application.Knowledge;

/// <summary>Questions that the documents answer, for somebody who does not know yet what to ask.</summary>
public interface IExampleQuestions
{
    /// <summary>A few, about different documents; none while the documents are first indexed, or where none can be told.</summary>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);
}
