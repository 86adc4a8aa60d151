using System.Text;

namespace Reasoning.ChaosTests.Checks;

/// <summary>The journals of a session's clients, read beside the store, line by line.</summary>
internal sealed class JournalReaders(IReadOnlyList<string> paths, Violations violations) : IDisposable
{
    private readonly StreamReader[] _readers = [.. paths.Select(path => new StreamReader(path, Encoding.UTF8))];

    public async Task CompareAsync(WireMessage stored, CancellationToken cancellationToken)
    {
        var expected = Encoding.UTF8.GetString(stored.Frame.Span);
        for (var i = 0; i < _readers.Length; i++)
        {
            var seen = await _readers[i].ReadLineAsync(cancellationToken);
            if (!string.Equals(seen, expected, StringComparison.Ordinal))
                violations.Add($"{Path.GetFileName(paths[i])}: the store holds {stored}, the client saw {seen ?? "nothing"}");
        }
    }

    public async Task EndAsync(long lastSeq, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _readers.Length; i++)
        {
            if (await _readers[i].ReadLineAsync(cancellationToken) is { } more)
                violations.Add($"{Path.GetFileName(paths[i])}: the store ends with {lastSeq}, the client saw {more}");
        }
    }

    public void Dispose()
    {
        foreach (var reader in _readers)
            reader.Dispose();
    }
}
