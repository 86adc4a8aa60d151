namespace Reasoning.Domain.Steps;

/// <summary>Where a statement of an answer stands.</summary>
/// <param name="Source">The document, relative to the folder of documents.</param>
/// <param name="Heading">The heading under which it stands, outermost first, joined by " › "; empty where there is none.</param>
public sealed record Citation(string Source, string Heading);
