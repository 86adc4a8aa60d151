using Microsoft.Extensions.Logging;
using Reasoning.Infrastructure.Knowledge.Parsing;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Lists the documents of a folder, within limits, and never anything outside it.</summary>
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

    private bool _isMissing;

    /// <summary>By name. <see langword="null"/> where there is no folder, or none that can be looked into: that says nothing of its documents.</summary>
    public IReadOnlyList<DocumentFile>? List()
    {
        if (!IsThere())
            return null;
        var root = new DirectoryInfo(RealPath.Of(options.Folder));
        var files = root.EnumerateFiles("*", Enumeration)
            .Where(file => DocumentFormats.Of(file.Name) is not null && HasText(file))
            .Take(options.MaxFiles + 1)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => new DocumentFile(Name(root, file), file.FullName, file.Length, Modified(file)))
            .DistinctBy(file => file.Source)
            .ToList();
        if (files.Count > options.MaxFiles)
            TooMany(logger, options.MaxFiles);
        return Within(files.Take(options.MaxFiles), options.MaxTotalBytes);
    }

    /// <summary>Whether there is a folder that can be looked into.</summary>
    /// <remarks>Told once, and again when it has been back. Below the folder itself, what cannot be looked into is passed over.</remarks>
    public bool IsThere()
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(options.Folder).Any();
            _isMissing = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_isMissing)
                NoFolder(logger, options.Folder);
            _isMissing = true;
        }

        return !_isMissing;
    }

    // A pipe or device has no length, and opening it could wait for ever; a file that has vanished meanwhile has none either.
    private static bool HasText(FileInfo file)
    {
        try
        {
            return file.Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Some file systems keep times that the calendar does not have.
    private static long Modified(FileInfo file)
    {
        try
        {
            return file.LastWriteTimeUtc.Ticks;
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.MaxValue.Ticks;
        }
    }

    private List<DocumentFile> Within(IEnumerable<DocumentFile> files, long left)
    {
        List<DocumentFile> kept = [];
        foreach (var file in files)
        {
            if (left <= 0)
            {
                TooMuch(logger, options.MaxTotalBytes);
                break;
            }

            left -= Math.Min(file.Size, options.MaxFileBytes);
            kept.Add(file);
        }

        return kept;
    }

    // Names are shown: as far as they are no text they are replaced.
    private static string Name(DirectoryInfo root, FileInfo file)
    {
        var name = System.IO.Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/');
        return string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no folder of documents at {Folder}, or none that can be read: what was indexed before stays as it is")]
    private static partial void NoFolder(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "More than {Limit} documents: the rest is left out (Knowledge:MaxFiles)")]
    private static partial void TooMany(ILogger logger, int limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "More than {Limit} bytes of documents: the rest is left out (Knowledge:MaxTotalBytes)")]
    private static partial void TooMuch(ILogger logger, long limit);
}
