namespace Reasoning.Application.Knowledge;

/// <summary>A piece of a document: what stands under one heading, or a part of it.</summary>
/// <param name="Source">The document, relative to the folder, with forward slashes.</param>
/// <param name="Heading">The headings above it, outermost first, joined by " › "; empty where there is none.</param>
/// <param name="Text">Blocks (paragraphs, lists, tables, code in fences), with an empty line between two.</param>
public sealed record Passage(long Id, string Source, string Heading, string Text);
