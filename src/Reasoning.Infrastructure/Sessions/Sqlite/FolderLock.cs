namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>
/// Keeps a second server out of the folder: two writers would take each other's sessions. The operating system lets go
/// of it when the process ends, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">The folder cannot be used.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Storage:Path: the folder '{folder}' cannot be created: {failure.Message}", failure);
        }

        try
        {
            return new FolderLock(new FileStream(
                Path.Combine(folder, "reasoning.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new InvalidOperationException($"Storage:Path: the folder '{folder}' cannot be written to: {failure.Message}", failure);
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException(
                $"Storage:Path: the folder '{folder}' is in use by another server process, or cannot be written to: {failure.Message}", failure);
        }
    }

    public void Dispose() => _file.Dispose();
}
