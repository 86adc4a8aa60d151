using System.Collections.Concurrent;

namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>What was tried, in numbers.</summary>
internal sealed class FuzzCount
{
    private readonly ConcurrentDictionary<string, int> _ends = [];
    private long _connections;
    private long _frames;
    private long _bytes;
    private long _answers;

    public long Connections => Interlocked.Read(ref _connections);

    public int this[string end] => _ends.GetValueOrDefault(end);

    public void Add(FrameScript script, ReferenceReading reading)
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Add(ref _frames, reading.Frames);
        Interlocked.Add(ref _bytes, script.Bytes.Count);
        Interlocked.Add(ref _answers, reading.Messages.Count + reading.Pings.Count);
        _ends.AddOrUpdate(reading.EndName, 1, static (_, count) => count + 1);
    }

    public override string ToString() =>
        $"{Connections} connections, {_frames} frames, {_bytes} bytes, {_answers} messages and pings; "
        + string.Join(", ", _ends.OrderBy(end => end.Key, StringComparer.Ordinal).Select(end => $"{end.Key}: {end.Value}"));
}
