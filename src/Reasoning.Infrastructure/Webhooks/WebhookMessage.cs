using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Reasoning.Application.Sessions;
using Reasoning.Application.Webhooks;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Webhooks;

/// <summary>What is posted: which run of which session has ended how, and its terminal event as every client gets it.</summary>
internal static class WebhookMessage
{
    /// <summary>The same at every attempt and nowhere else: a receiver knows by it what it has had.</summary>
    public static string Id(Delivery delivery) => $"msg_{delivery.Run}";

    public static ReadOnlyMemory<byte> Write(Delivery delivery, RunSummary run, ReadOnlyMemory<byte> terminalEvent)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body);
        writer.WriteStartObject();
        writer.WriteString("type", Type(run.End!.Outcome));
        writer.WriteString("timestamp", delivery.EndedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteStartObject("data");
        writer.WriteString("session_id", delivery.Session.Id.Value);
        writer.WriteString("run_id", delivery.Run.ToString());
        writer.WriteString("agent", run.Request.Agent);
        writer.WritePropertyName("event");
        writer.WriteRawValue(terminalEvent.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenMemory;
    }

    private static string Type(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed => "run.completed",
        RunOutcome.Interrupted => "run.interrupted",
        RunOutcome.Failed => "run.failed",
        _ => throw new UnreachableException(),
    };
}
