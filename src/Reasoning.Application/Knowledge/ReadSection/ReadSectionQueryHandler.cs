using System.Text;
using MediatR;

namespace Reasoning.Application.Knowledge.ReadSection;

internal sealed class ReadSectionQueryHandler(IKnowledgeIndex index) : IRequestHandler<ReadSectionQuery, Section?>
{
    private const string Gap = "\n\n";

    public async Task<Section?> Handle(ReadSectionQuery request, CancellationToken cancellationToken)
    {
        if (!(await index.GetStatusAsync(cancellationToken)).IsReady)
            throw new KnowledgeUnavailableException("The documents are still being indexed; try again in a moment.");

        var passages = await index.ReadSectionAsync(request.Source!, request.Heading, cancellationToken);
        if (passages.Count == 0)
            return null;
        var (text, isTruncated) = Join(passages);
        return new Section(request.Source!, request.Heading, text, isTruncated);
    }

    private static (string Text, bool IsTruncated) Join(IReadOnlyList<Passage> passages)
    {
        var text = new StringBuilder();
        var left = ReadSectionQuery.MaxBytes;
        foreach (var passage in passages)
        {
            var gap = text.Length > 0 ? Gap : "";
            var bytes = Encoding.UTF8.GetByteCount(passage.Text) + gap.Length;
            if (bytes > left)
                return (text.Append(gap).Append(Beginning(passage.Text, left - gap.Length)).ToString().TrimEnd(), true);
            text.Append(gap).Append(passage.Text);
            left -= bytes;
        }

        return (text.ToString(), false);
    }

    private static string Beginning(string text, int maxBytes)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            maxBytes -= rune.Utf8SequenceLength;
            if (maxBytes < 0)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
