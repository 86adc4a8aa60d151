using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>
/// Writes JSON whose shape is known beforehand: pieces of ready text with values in between. Strings come out as the
/// serializer writes them, byte for byte. For the few messages that are written a million times; everything else is left
/// to the serializer.
/// </summary>
internal ref struct Utf8JsonText(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> PlainAscii = SearchValues.Create(
        Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(letter => letter is not ('"' or '\\')).ToArray());

    // Most times that are written one after the other are of the same second.
    [ThreadStatic]
    private static long t_second;

    [ThreadStatic]
    private static byte[]? t_secondText;

    private Span<byte> _room = output.GetSpan(512);
    private int _written;

    /// <summary>A piece of JSON as it is.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        MakeRoom(json.Length);
        json.CopyTo(_room[_written..]);
        _written += json.Length;
    }

    public void Number(long value)
    {
        MakeRoom(20);
        _written += Write(value, _room[_written..]);
    }

    /// <summary>An id of a run, in 32 digits, with its quotes.</summary>
    public void Id(RunId run)
    {
        MakeRoom(34);
        _room[_written++] = (byte)'"';
        run.Value.TryFormat(_room[_written..], out var length, "N");
        _written += length;
        _room[_written++] = (byte)'"';
    }

    /// <summary>Unix seconds with three digits of fraction.</summary>
    public void Time(DateTimeOffset value)
    {
        var (seconds, milliseconds) = Math.DivRem(value.ToUnixTimeMilliseconds(), 1000);
        if (t_secondText is not { } text || t_second != seconds)
        {
            text = new byte[Write(seconds, stackalloc byte[20])];
            Write(seconds, text);
            (t_second, t_secondText) = (seconds, text);
        }

        Raw(text);
        MakeRoom(4);
        _room[_written++] = (byte)'.';
        _room[_written++] = (byte)('0' + milliseconds / 100);
        _room[_written++] = (byte)('0' + milliseconds / 10 % 10);
        _room[_written++] = (byte)('0' + milliseconds % 10);
    }

    /// <summary>A string with its quotes.</summary>
    public void Text(string value)
    {
        Raw("\""u8);
        if (value.AsSpan().ContainsAnyExcept(PlainAscii))
        {
            Escaped(value);
        }
        else
        {
            MakeRoom(value.Length);
            Ascii.FromUtf16(value, _room[_written..], out var length);
            _written += length;
        }

        Raw("\""u8);
    }

    public void Flush()
    {
        output.Advance(_written);
        _written = 0;
        _room = default;
    }

    private static int Write(long value, Span<byte> room)
    {
        value.TryFormat(room, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        while (true)
        {
            var status = Utf8.FromUtf16(text, utf8, out var read, out var length, replaceInvalidSequences: false);
            Escaped(utf8.AsSpan(0, length));
            if (status == OperationStatus.Done)
                break;

            // Half of a surrogate pair stands for nothing.
            Raw("\\uFFFD"u8);
            text = text[(read + 1)..];
        }

        ArrayPool<byte>.Shared.Return(utf8);
    }

    private void Escaped(scoped ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length > 0)
        {
            // At most six bytes for each that goes in.
            MakeRoom(Math.Min(utf8.Length, 1024) * 6);
            WireJson.Encoder.EncodeUtf8(utf8, _room[_written..], out var consumed, out var written);
            utf8 = utf8[consumed..];
            _written += written;
        }
    }

    private void MakeRoom(int size)
    {
        if (_room.Length - _written >= size)
            return;
        output.Advance(_written);
        _written = 0;
        _room = output.GetSpan(Math.Max(size, 512));
    }
}
