using System.IO.Compression;
using Microsoft.Extensions.Logging;
using Reasoning.Infrastructure.Knowledge.Parsing;

namespace Reasoning.Infrastructure.Knowledge;

/// <inheritdoc cref="IDocumentReader"/>
internal sealed partial class DocumentReader(ILogger<DocumentReader> logger) : IDocumentReader
{
    public byte[]? Read(DocumentFile file, int maxBytes)
    {
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!RealPath.IsAt(stream, file.FullName))
                throw new IOException("It has become a link since the folder was listed.");
            if (!DocumentFormats.IsCompressed(file.Source))
                return Read(stream, (int)Math.Min(maxBytes, stream.Length));
            using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
            return Read(unpacked, maxBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Unreadable(logger, exception, file.FullName);
            return null;
        }
    }

    // Grows with what there is: a bomb is cut, and a small file does not cost the limit.
    private static byte[] Read(Stream stream, int maxBytes)
    {
        var bytes = new byte[Math.Min(maxBytes, 64 * 1024)];
        var length = 0;
        while (true)
        {
            length += stream.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false);
            if (length < bytes.Length || length >= maxBytes)
                return length == bytes.Length ? bytes : bytes[..length];
            Array.Resize(ref bytes, (int)Math.Min(maxBytes, bytes.Length * 2L));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {File} cannot be read and is left out")]
    private static partial void Unreadable(ILogger logger, Exception exception, string file);
}
