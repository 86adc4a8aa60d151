namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Reads files; apart from the file system a test's, which counts or waits.</summary>
internal interface IDocumentReader
{
    /// <summary>The bytes of a document, unpacked, and not more than this many; <see langword="null"/> when it cannot be read.</summary>
    byte[]? Read(DocumentFile file, int maxBytes);
}
