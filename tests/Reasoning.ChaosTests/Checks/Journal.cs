namespace Reasoning.ChaosTests.Checks;

/// <summary>The events that a client saw, a line each, in a file: a long test sees more of them than memory holds.</summary>
internal sealed class Journal(string path) : IDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);

    public string Path { get; } = path;

    public void Append(ReadOnlySpan<byte> frame)
    {
        _file.Write(frame);
        _file.Write(LineEnd);
    }

    public void Dispose() => _file.Dispose();
}
