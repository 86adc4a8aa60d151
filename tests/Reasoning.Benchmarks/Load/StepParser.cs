using System.Text.Json;

using Reasoning.Benchmarks.Wire;

namespace Reasoning.Benchmarks.Load;

internal static class StepParser
{
    /// <param name="size">How long the content must be, where that is known.</param>
    public static void Verify(ReadOnlySpan<byte> json, string type, int iteration, int? size)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var step = JsonElement.ParseValue(ref reader).GetProperty("data");
            var holds = step.GetProperty("type").GetString() == type
                && step.GetProperty("iteration").GetInt32() == iteration
                && step.GetProperty("timestamp").GetDouble() > 0
                && step.GetProperty("content").GetString() is { } content
                && (size is null || content.Length == size);
            if (!holds)
                throw ProtocolException.Unexpected($"{type} {iteration} of {size} characters", json);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw ProtocolException.Unexpected($"a well-formed {type}", json);
        }
    }
}
