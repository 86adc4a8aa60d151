namespace Reasoning.Infrastructure.Knowledge.Parsing;

internal enum DocumentFormat
{
    Text,
    Markdown,
    ReStructuredText,
    Html,
}
