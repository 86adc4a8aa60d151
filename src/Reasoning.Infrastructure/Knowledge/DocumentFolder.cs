using System.Text;
using Microsoft.Extensions.Logging;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Reads the documents of a folder, within limits, and never anything outside it.</summary>
internal sealed partial class DocumentFolder(KnowledgeOptions options, ILogger logger)
{
    // Links are skipped, whether they lead out of the folder or back into it: telling the two apart for a chain of links
    // is a race that the folder's author can win. Names with a leading dot are not meant to be read (.git).
    private static readonly EnumerationOptions Enumeration = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 32,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
    };

    public IEnumerable<Document> Read(CancellationToken cancellationToken)
    {
        var root = new DirectoryInfo(options.Folder);
        if (!root.Exists)
        {
            NoFolder(logger, options.Folder);
            yield break;
        }

        var files = root.EnumerateFiles("*", Enumeration)
            // A pipe or device has no length, and opening it could wait for ever.
            .Where(file => file.Extension.ToUpperInvariant() is ".MD" or ".TXT" && file.Length > 0)
            .Take(options.MaxFiles + 1)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .ToList();
        if (files.Count > options.MaxFiles)
            TooMany(logger, options.MaxFiles);

        var left = options.MaxTotalBytes;
        foreach (var file in files.Take(options.MaxFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (left <= 0)
            {
                TooMuch(logger, options.MaxTotalBytes);
                yield break;
            }

            if (TryRead(file, (int)Math.Min(options.MaxFileBytes, left), out var text))
            {
                left -= Math.Min(file.Length, options.MaxFileBytes);
                yield return new Document(Name(root, file), text);
            }
        }
    }

    private bool TryRead(FileInfo file, int maxBytes, out string text)
    {
        text = "";
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[Math.Min(maxBytes, stream.Length)];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            // Invalid bytes become U+FFFD: one bad character must not lose a document.
            using var reader = new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
            text = reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Unreadable(logger, exception, file.FullName);
            return false;
        }

        // Whatever its name says, this is no text.
        return !text.Contains('\0', StringComparison.Ordinal);
    }

    // Names are shown: as far as they are no text they are replaced.
    private static string Name(DirectoryInfo root, FileInfo file)
    {
        var name = System.IO.Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/');
        return string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no folder of documents at {Folder}: nothing can be found")]
    private static partial void NoFolder(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "More than {Limit} documents: the rest is left out (Knowledge:MaxFiles)")]
    private static partial void TooMany(ILogger logger, int limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "More than {Limit} bytes of documents: the rest is left out (Knowledge:MaxTotalBytes)")]
    private static partial void TooMuch(ILogger logger, long limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {File} cannot be read and is left out")]
    private static partial void Unreadable(ILogger logger, Exception exception, string file);
}
