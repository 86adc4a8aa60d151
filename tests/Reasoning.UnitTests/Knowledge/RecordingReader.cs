using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.UnitTests.Knowledge;

/// <summary>Reads files as the server does, remembers which, and does what the test wants before each.</summary>
internal sealed class RecordingReader : IDocumentReader
{
    private readonly DocumentReader _reader = new(NullLogger<DocumentReader>.Instance);
    private readonly ConcurrentQueue<string> _read = [];

    public Action<string> Before { get; set; } = _ => { };

    public byte[]? Read(DocumentFile file, int maxBytes)
    {
        Before(file.Source);
        _read.Enqueue(file.Source);
        return _reader.Read(file, maxBytes);
    }

    /// <summary>What was read since this was asked last.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> taken = [];
        while (_read.TryDequeue(out var source))
            taken.Add(source);
        return taken;
    }
}
