using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>
/// Writes JSON whose shape is known beforehand: pieces of ready text with values in between. Strings come out as the
/// serializer writes them, byte for byte. For the one message that is written a million times; everything else is left
/// to the serializer.
/// </summary>
internal ref struct Utf8JsonText(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> PlainAscii = SearchValues.Create(
        Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(letter => letter is not ('"' or '\\')).ToArray());

    private Span<byte> _room = output.GetSpan(512);
    private int _written;

    /// <summary>A piece of JSON as it is.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        MakeRoom(json.Length);
        json.CopyTo(_room[_written..]);
        _written += json.Length;
    }

    public void Number<T>(T value, string? format = null)
        where T : IUtf8SpanFormattable
    {
        MakeRoom(40);
        value.TryFormat(_room[_written..], out var length, format, CultureInfo.InvariantCulture);
        _written += length;
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

    private void Escaped(string value)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        Utf8.FromUtf16(value, utf8, out _, out var length, replaceInvalidSequences: true);
        ReadOnlySpan<byte> rest = utf8.AsSpan(0, length);
        while (rest.Length > 0)
        {
            // At most six bytes for each that goes in.
            MakeRoom(Math.Min(rest.Length, 1024) * 6);
            WireJson.Encoder.EncodeUtf8(rest, _room[_written..], out var consumed, out var written);
            rest = rest[consumed..];
            _written += written;
        }

        ArrayPool<byte>.Shared.Return(utf8);
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
