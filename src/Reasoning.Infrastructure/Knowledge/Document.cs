using Reasoning.Infrastructure.Knowledge.Parsing;

namespace Reasoning.Infrastructure.Knowledge;

/// <param name="Source">Its path below the folder, with forward slashes.</param>
internal sealed record Document(string Source, string Text)
{
    public DocumentFormat Format => DocumentFormats.Of(Source) ?? DocumentFormat.Text;
}
