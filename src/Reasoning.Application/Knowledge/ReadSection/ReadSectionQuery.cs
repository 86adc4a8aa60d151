using MediatR;

namespace Reasoning.Application.Knowledge.ReadSection;

/// <summary>What stands under this heading of this document? Asks the index as it is, and does not wait for it.</summary>
/// <param name="Source">The document, as passages name it.</param>
/// <param name="Heading">The path of headings, as passages name it; empty for what stands above the first.</param>
public sealed record ReadSectionQuery(string? Source, string Heading) : IRequest<Section?>
{
    public const int MaxLength = 4_096;

    /// <summary>What of a section is read, in bytes of UTF-8.</summary>
    public const int MaxBytes = 64 * 1024;
}

/// <param name="Text">Its passages in their order, with an empty line between two.</param>
/// <param name="IsTruncated">Whether there is more than may be shown.</param>
public sealed record Section(string Source, string Heading, string Text, bool IsTruncated);
