namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Paths without symbolic links.</summary>
internal static class RealPath
{
    /// <summary>Where a folder is that exists: links in its path are the operator's, who may have set them.</summary>
    public static string Of(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        if (Path.GetDirectoryName(folder) is not { } parent)
            return folder;
        parent = Of(parent);
        var path = Path.Combine(parent, Path.GetFileName(folder));
        return new DirectoryInfo(path).LinkTarget is { } target ? Of(Path.GetFullPath(target, parent)) : path;
    }

    /// <summary>Whether this is the file of that path, with no link on the way to it.</summary>
    /// <remarks>Linux tells where an open file is. Elsewhere its name is looked at once more, and who is quick enough may change it between.</remarks>
    public static bool IsAt(FileStream file, string path) =>
        (OfOpen(file) ?? Of(path)) == path;

    /// <summary>Where a file is that is open; one that was deleted is nowhere that it was. <see langword="null"/> where the system does not tell.</summary>
    public static string? OfOpen(FileStream file) => new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
}
