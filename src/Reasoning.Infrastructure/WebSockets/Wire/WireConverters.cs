using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>A value that is only ever written.</summary>
internal abstract class WriteOnlyConverter<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

internal sealed class RunIdConverter : WriteOnlyConverter<RunId>
{
    public override void Write(Utf8JsonWriter writer, RunId value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        value.Value.TryFormat(text, out var length, "N");
        writer.WriteStringValue(text[..length]);
    }
}

internal sealed class StepIdConverter : WriteOnlyConverter<StepId>
{
    public override void Write(Utf8JsonWriter writer, StepId value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        value.Attempt.TryFormat(text, out var attempt, default, CultureInfo.InvariantCulture);
        text[attempt++] = (byte)'.';
        value.Number.TryFormat(text[attempt..], out var number, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..(attempt + number)]);
    }
}

/// <summary>Unix seconds with three digits of fraction.</summary>
internal sealed class UnixTimeConverter : WriteOnlyConverter<DateTimeOffset>
{
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        var (seconds, milliseconds) = Math.DivRem(value.ToUnixTimeMilliseconds(), 1000);
        Span<byte> text = stackalloc byte[24];
        seconds.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        text[length++] = (byte)'.';
        milliseconds.TryFormat(text[length..], out var digits, "D3", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..(length + digits)], skipInputValidation: true);
    }
}

internal sealed class RawNumberConverter : WriteOnlyConverter<RawNumber>
{
    public override void Write(Utf8JsonWriter writer, RawNumber value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text);
}
