namespace Reasoning.Infrastructure.Knowledge.Parsing;

internal enum BlockKind
{
    Heading,
    Paragraph,
    List,
    Table,
    Code,
}

/// <summary>A piece of a document that is quoted whole: cutting it would change what it says.</summary>
/// <param name="Level">Of a heading, from 1.</param>
internal sealed record Block(BlockKind Kind, string Text, int Level = 0);
