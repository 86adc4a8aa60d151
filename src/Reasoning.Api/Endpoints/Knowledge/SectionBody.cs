using System.ComponentModel;

namespace Reasoning.Api.Endpoints.Knowledge;

internal sealed record SectionBody(
    [property: Description("The document.")] string Source,
    [property: Description("The path of its headings; empty for what stands above the first.")] string Heading,
    [property: Description("Blocks (paragraphs, lists, tables, code in fences), with an empty line between two; at most 64 KiB.")] string Text,
    [property: Description("Whether there is more than that.")] bool Truncated);
