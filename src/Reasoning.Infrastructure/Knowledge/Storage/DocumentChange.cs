namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>What has become of a document.</summary>
/// <param name="File"><see langword="null"/> when it has gone.</param>
/// <param name="Passages"><see langword="null"/> when it still says the same.</param>
internal sealed record DocumentChange(
    string Source, DocumentFile? File, byte[] Hash, IReadOnlyList<(string Heading, string Text)>? Passages)
{
    public static DocumentChange Removed(string source) => new(source, null, [], null);
}
