using System.Text;
using Reasoning.IntegrationTests.Clients;

namespace Reasoning.IntegrationTests.Rfc6455.Fuzzing;

/// <summary>What one client sends: messages in fragments with control frames between them, and then, mostly, something wrong.</summary>
internal sealed class FrameScript
{
    public const int MaxMessageBytes = 4096;

    private static readonly int[] CloseCodes =
        [0, 999, 1000, 1000, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1009, 1011, 1014, 1015, 1016, 2999, 3000, 4000, 4999, 5000, 65535];

    private static readonly string[] Characters = ["a", " ", "0", "ä", "€", "😀", "\u2028", "字"];

    private readonly Random _random;
    private readonly HashSet<string> _ids = [];
    private readonly List<int> _starts = [];
    private bool _isInMessage;

    public FrameScript(int seed)
    {
        _random = new Random(seed);
        for (var message = _random.Next(6); message > 0; message--)
            AddMessage();
        if (_random.Next(3) == 0)
            AddControl();
        if (_random.Next(3) == 0)
            AddClose();
        if (_random.Next(4) != 0)
            Mutate();
        Finish();
    }

    public List<byte> Bytes { get; } = [];

    /// <summary>Of the questions; what becomes of a question may have another.</summary>
    public IReadOnlySet<string> Ids => _ids;

    public ReferenceReading Reading { get; private set; } = null!;

    /// <summary>The bytes, in the pieces in which they are sent.</summary>
    public IEnumerable<byte[]> Pieces()
    {
        var largest = _random.Next(4) switch { 0 => 3, 1 => 40, 2 => 1500, _ => 100_000 };
        for (var at = 0; at < Bytes.Count;)
        {
            var size = Math.Min(1 + _random.Next(largest), Bytes.Count - at);
            yield return [.. Bytes.GetRange(at, size)];
            at += size;
        }
    }

    private void AddMessage()
    {
        var id = $"{_random.NextInt64():x16}";
        var filler = new StringBuilder();
        for (var count = _random.Next(_random.Next(10) == 0 ? 1200 : 120); count > 0; count--)
            filler.Append(Characters[_random.Next(Characters.Length)]);
        var text = $$"""{"type":"ping","id":"{{id}}","x":"{{filler}}"}""";
        _ids.Add(id);
        var payload = Encoding.UTF8.GetBytes(text);
        var start = 0;
        for (var left = 1 + _random.Next(_random.Next(5) == 0 ? 40 : 4); left > 0; left--)
        {
            var end = left == 1 ? payload.Length : start + _random.Next(payload.Length - start + 1);
            AddFrame(!_isInMessage ? RawClient.Text : RawClient.Continuation, payload[start..end], left == 1);
            start = end;
            if (_random.Next(4) == 0)
                AddControl();
        }
    }

    private void AddControl()
    {
        var payload = new byte[_random.Next(_random.Next(5) == 0 ? 126 : 8)];
        _random.NextBytes(payload);
        AddFrame(_random.Next(4) == 0 ? RawClient.PongFrame : RawClient.PingFrame, payload);
    }

    private void AddClose()
    {
        var code = CloseCodes[_random.Next(CloseCodes.Length)];
        var reason = _random.Next(3) switch { 0 => [], 1 => "bye, ä"u8.ToArray(), _ => (byte[])[0xC3, 0x28] };
        AddFrame(RawClient.CloseFrame, _random.Next(8) == 0 ? new byte[_random.Next(2)] : [(byte)(code >> 8), (byte)code, .. reason]);
    }

    private void AddFrame(int opcode, byte[] payload, bool isFinal = true)
    {
        if (opcode < RawClient.CloseFrame)
            _isInMessage = !isFinal;
        _starts.Add(Bytes.Count);
        Bytes.AddRange(RawClient.Frame(opcode, payload, isFinal, mask: (uint)_random.NextInt64(1L << 32)));
    }

    private void Mutate()
    {
        if (Bytes.Count == 0)
            AddMessage();
        for (var count = 1 + _random.Next(2); count > 0; count--)
        {
            var at = _random.Next(Bytes.Count);
            var frame = _starts[_random.Next(_starts.Count)];
            var size = 1 + _random.Next(Math.Min(40, Bytes.Count - at));
            switch (_random.Next(10))
            {
                case 0:
                    Bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1 when frame + 1 < Bytes.Count:
                    // In a header: opcode, bits, mask, length.
                    Bytes[frame + _random.Next(2)] ^= (byte)(1 << _random.Next(8));
                    break;
                case 2 when frame + 1 < Bytes.Count:
                    // A length that is not that of the payload.
                    Bytes[frame + 1] = (byte)(0x80 | _random.Next(128));
                    break;
                case 3 when at > 0:
                    Bytes.RemoveRange(at, Bytes.Count - at);
                    break;
                case 4 when Bytes.Count > size:
                    Bytes.RemoveRange(at, size);
                    break;
                case 5:
                    Bytes.InsertRange(at, Bytes.GetRange(at, size));
                    break;
                case 6:
                    var garbage = new byte[size];
                    _random.NextBytes(garbage);
                    Bytes.InsertRange(_random.Next(2) == 0 ? at : Math.Min(frame, Bytes.Count), garbage);
                    break;
                case 7:
                    AddFrame(RawClient.Binary, new byte[_random.Next(10)]);
                    break;
                case 8:
                    AddFrame(RawClient.Text, new byte[MaxMessageBytes + _random.Next(-1, 2)]);
                    break;
                default:
                    AddMessage();
                    Bytes[_starts[^1]] ^= (byte)(_random.Next(2) == 0 ? 0x80 : 0x01);
                    break;
            }
        }
    }

    /// <summary>Fills up what is missing from the last frame, mostly, and closes a connection that stays open, mostly.</summary>
    private void Finish()
    {
        Reading = ReferenceReader.Read(Bytes, MaxMessageBytes);
        while (Reading.CloseCode is null && _random.Next(8) != 0)
        {
            if (Reading.Missing is > 0 and { } missing)
                Bytes.AddRange(new byte[missing]);
            else if (Reading.Missing is null)
                Bytes.AddRange([0, 0, 0, 0]);
            else if (_random.Next(2) == 0)
                AddControl();
            else
                AddClose();
            Reading = ReferenceReader.Read(Bytes, MaxMessageBytes);
        }

        // The server may end the connection as soon as it has answered a close frame.
        if (Reading.HasClosed)
            Bytes.RemoveRange(Reading.Read, Bytes.Count - Reading.Read);
    }
}
