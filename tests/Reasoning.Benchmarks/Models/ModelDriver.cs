using System.Text;

using Reasoning.Benchmarks.Load;
using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Models;

/// <summary>Asks a model again when it has answered. It throws at the first chunk that is missing or out of place.</summary>
internal sealed class ModelDriver(LoadConnection connection, LoadSwitch control, ModelCell cell) : Driver
{
    private int _received;
    private bool _isSettled;
    private long _deltas;

    /// <summary>Of the recorded window; read only when the driver is idle.</summary>
    public ChunkTimes Times { get; } = new();

    public long Deltas => Volatile.Read(ref _deltas);

    protected override void SendNext()
    {
        (_received, _isSettled) = (0, false);
        connection.SendChat("Go on.");
    }

    protected override void OnMessage(ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        if (type.SequenceEqual("reasoning_delta"u8))
            Grow(json);
        else if (json.IndexOf("\"type\":\"final_answer\""u8) >= 0)
            Settle(json);
        else if (type.SequenceEqual("error"u8) || json.IndexOf("\"step_type\":\"error\""u8) >= 0)
            throw ProtocolException.Unexpected("an answer", json);

        if (!type.SequenceEqual("reasoning_complete"u8))
            return;
        if (!_isSettled)
            throw ProtocolException.Unexpected("the answer before the end", json);
        if (control.Stopping)
            BecomeIdle();
        else
            SendNext();
    }

    private void Grow(ReadOnlySpan<byte> json)
    {
        var content = ContentOf(json);
        if (!WireText.TryReadNumber(json, "\"offset\":"u8, out var offset) || offset != _received || content.Length == 0 || content.Length % Stamp.Size != 0)
            throw ProtocolException.Unexpected($"chunks from {_received} on", json);
        for (var at = 0; at < content.Length; at += Stamp.Size)
        {
            if (control.Recording)
                Times.Add(_received + at == 0, Stamp.Age(content[at..]));
        }

        _received += content.Length;
        Volatile.Write(ref _deltas, _deltas + 1);
        Counted(json.Length, content.Length / Stamp.Size);
    }

    /// <summary>The answer shows what no delta has shown.</summary>
    private void Settle(ReadOnlySpan<byte> json)
    {
        var left = cell.Chunks * Stamp.Size - _received;
        if (ContentOf(json).Length != cell.Chunks * Stamp.Size || left < 0)
            throw ProtocolException.Unexpected("the whole answer behind its chunks", json);
        _isSettled = true;
        Counted(json.Length, left / Stamp.Size);
    }

    private static ReadOnlySpan<byte> ContentOf(ReadOnlySpan<byte> json) => Encoding.UTF8.GetBytes(WireText.ReadText(json, "\"content\":\""u8));
}
