using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Reasoning.Application.Clients;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Connections;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.Infrastructure.WebSockets.Wire;

/// <summary>The messages for one connection on the wire.</summary>
internal sealed class DirectEncoder(IOptions<ConnectionOptions> options) : IDirectEncoder
{
    private const int ProtocolVersion = 1;

    public ReadOnlyMemory<byte> Encode(DirectAnswer answer)
    {
        var wire = WireJson.Context;
        return answer switch
        {
            PongAnswer pong => JsonSerializer.SerializeToUtf8Bytes(
                new DirectMessage<PongData>("pong", pong.ReplyTo, null, new PongData(new RawNumber(pong.Timestamp))), wire.Pong),
            AcceptedAnswer accepted => JsonSerializer.SerializeToUtf8Bytes(
                new DirectMessage<AcceptedData>("accepted", accepted.ReplyTo, accepted.Run, new AcceptedData(accepted.Duplicate)),
                wire.Accepted),
            InterruptedAnswer interrupted => JsonSerializer.SerializeToUtf8Bytes(
                new DirectMessage<InterruptedData>("interrupted", interrupted.ReplyTo, null, Interrupted(interrupted.Runs)),
                wire.Interrupted),
            ErrorAnswer error => JsonSerializer.SerializeToUtf8Bytes(
                new DirectMessage<ErrorData>("error", error.ReplyTo, null, Error(error)), wire.DirectError),
            _ => throw new UnreachableException(),
        };
    }

    /// <param name="resume">Where the replay starts; <see langword="null"/> when none was asked for.</param>
    public ReadOnlyMemory<byte> EncodeConnected(
        SessionId session, string agent, ConnectionId connection, SessionAttachment attachment, ResumePoint? resume) =>
        EncodeConnected(session, agent, connection, attachment, resume, options.Value.HeartbeatInterval, options.Value.MaxMessageBytes);

    /// <summary>The same for a connection that only listens.</summary>
    /// <param name="resume">Where the replay starts; <see langword="null"/> when none was asked for.</param>
    public ReadOnlyMemory<byte> EncodeStreamConnected(
        SessionId session, ConnectionId connection, SessionAttachment attachment, ResumePoint? resume) =>
        EncodeConnected(session, agent: null, connection, attachment, resume, options.Value.StreamHeartbeatInterval, maxMessageBytes: null);

    public static ReadOnlyMemory<byte> EncodeCaughtUp(long seq) => JsonSerializer.SerializeToUtf8Bytes(
        new DirectMessage<CaughtUpData>("caught_up", null, null, new CaughtUpData(seq)), WireJson.Context.CaughtUp);

    public static ReadOnlyMemory<byte> EncodeDelta(TextPiece piece) => piece.Encoded(Serialize);

    public static ReadOnlyMemory<byte> EncodePing(long lastSeq) => JsonSerializer.SerializeToUtf8Bytes(
        new DirectMessage<PingData>("ping", null, null, new PingData(lastSeq)), WireJson.Context.Ping);

    /// <summary>The last message of a connection that has no close frames.</summary>
    public static ReadOnlyMemory<byte> EncodeClose(int code) => JsonSerializer.SerializeToUtf8Bytes(
        new DirectMessage<CloseData>("close", null, null, new CloseData(code, CloseCode.Describe(code))), WireJson.Context.Close);

    private static byte[] Serialize(TextPiece piece)
    {
        var kind = piece.Kind == DeltaKind.Thought ? "thought" : "text";
        var data = new ReasoningDeltaData(piece.StepId, kind, piece.Iteration, piece.Offset, piece.Content);
        return JsonSerializer.SerializeToUtf8Bytes(
            new DirectMessage<ReasoningDeltaData>("reasoning_delta", null, piece.Run, data), WireJson.Context.ReasoningDelta);
    }

    private static ReadOnlyMemory<byte> EncodeConnected(
        SessionId session,
        string? agent,
        ConnectionId connection,
        SessionAttachment attachment,
        ResumePoint? resume,
        TimeSpan heartbeatInterval,
        int? maxMessageBytes)
    {
        var log = attachment.Log;
        var gap = resume?.Gap;
        var data = new ConnectedData(
            session.Value,
            agent,
            "Connected to agent chat",
            connection.ToString(),
            ProtocolVersion,
            log.Epoch.Value,
            log.LastSeq,
            [.. attachment.ActiveRuns.Select(run => new ActiveRunData(run.Run, run.Agent, run.StartedAt))],
            heartbeatInterval.TotalSeconds,
            maxMessageBytes,
            Recovered: resume is null ? null : gap is null,
            Reason: gap switch
            {
                null => null,
                ResumeGap.Truncated => "truncated",
                ResumeGap.EpochMismatch => "epoch_mismatch",
                ResumeGap.AheadOfLog => "ahead_of_log",
                _ => throw new UnreachableException(),
            },
            OldestSeq: gap is null ? null : resume!.Value.StartAfter + 1);
        return ConnectedMessage.Encode(data);
    }

    private static InterruptedData Interrupted(IReadOnlyList<RunId> runs) => new(
        runs.Count switch
        {
            0 => "Nothing was running",
            1 => "1 run was interrupted",
            _ => $"{runs.Count} runs were interrupted",
        },
        runs);

    private static ErrorData Error(ErrorAnswer error) => new(
        error.Message,
        error.Code.Value,
        error.Details is { } details ? [.. details.Select(detail => new FieldErrorData(detail.Field, detail.Message))] : null,
        error.RetryAfter?.TotalSeconds,
        error.TraceId);
}
