namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>Where the file of the index is, as long as it is open: SQLite goes on with a file that was deleted, or replaced, and does not tell.</summary>
internal sealed class IndexPlace : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly string? _opened;

    public IndexPlace(string path)
    {
        _path = path;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _opened = RealPath.OfOpen(_file);
    }

    /// <summary>Whether the file that was opened is the one that is there.</summary>
    public bool IsThere => File.Exists(_path) && RealPath.OfOpen(_file) == _opened;

    public void Dispose() => _file.Dispose();
}
