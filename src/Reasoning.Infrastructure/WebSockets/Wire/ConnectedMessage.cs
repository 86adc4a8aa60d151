using System.Buffers;
using System.Text.Json;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>
/// The first message of every connection, written by hand: the serializer would first have to compile how each of its
/// members is written, while the first client of a new server waits.
/// </summary>
internal static class ConnectedMessage
{
    private const int UsualLength = 512;

    private static readonly JsonWriterOptions Options = new() { Encoder = WireJson.Encoder, SkipValidation = true };
    private static readonly RunIdConverter Runs = new();
    private static readonly UnixTimeConverter Times = new();

    /// <returns>The same bytes as those of the serializer.</returns>
    public static ReadOnlyMemory<byte> Encode(ConnectedData data)
    {
        var output = new ArrayBufferWriter<byte>(UsualLength);
        using var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "connected"u8);
        writer.WriteStartObject("data"u8);
        Write(writer, data);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, ConnectedData data)
    {
        writer.WriteString("session_id"u8, data.SessionId);
        if (data.AgentName is { } agent)
            writer.WriteString("agent_name"u8, agent);
        writer.WriteString("message"u8, data.Message);
        writer.WriteString("connection_id"u8, data.ConnectionId);
        writer.WriteNumber("protocol"u8, data.Protocol);
        writer.WriteString("epoch"u8, data.Epoch);
        writer.WriteNumber("last_seq"u8, data.LastSeq);
        Write(writer, data.ActiveRuns);
        writer.WriteNumber("heartbeat_interval"u8, data.HeartbeatInterval);
        if (data.MaxMessageBytes is { } bytes)
            writer.WriteNumber("max_message_bytes"u8, bytes);
        if (data.Recovered is { } recovered)
            writer.WriteBoolean("recovered"u8, recovered);
        if (data.Reason is { } reason)
            writer.WriteString("reason"u8, reason);
        if (data.OldestSeq is { } oldest)
            writer.WriteNumber("oldest_seq"u8, oldest);
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ActiveRunData> runs)
    {
        writer.WriteStartArray("active_runs"u8);
        foreach (var run in runs)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("run_id"u8);
            Runs.Write(writer, run.RunId, WireJson.Context.Options);
            writer.WriteString("agent"u8, run.Agent);
            writer.WritePropertyName("started_at"u8);
            Times.Write(writer, run.StartedAt, WireJson.Context.Options);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
