namespace Reasoning.Infrastructure.Knowledge.Parsing;

internal enum BlockKind
{
    Heading,

    /// <summary>Ends what stands under the headings of this level and deeper ones, without a new one.</summary>
    HeadingEnd,
    Paragraph,
    List,
    Table,
    Code,
}

/// <summary>A piece of a document that is quoted whole: cutting it would change what it says.</summary>
/// <param name="Level">Of a heading; 0 is the document's title.</param>
/// <param name="IsOnlyLinks">Whether it only points elsewhere, as a table of contents does.</param>
internal sealed record Block(BlockKind Kind, string Text, int Level = 0, bool IsOnlyLinks = false);
