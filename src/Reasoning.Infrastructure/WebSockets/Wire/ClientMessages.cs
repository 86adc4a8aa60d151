using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Reasoning.Application.Chat.SendChat;

namespace Reasoning.Infrastructure.WebSockets.Wire;

// What clients send. Every member may be missing; what must be there is the validators' business. The attributes are for
// the AsyncAPI document; nothing is checked by them.

internal sealed record ChatPayload(
    [property: Description("What is asked; not blank."), Required, Length(1, SendChatCommand.MaxMessageLength)] string? Message,
    [property: Description("Who answers; without it, the connection's agent.")] string? AgentName,
    [property: Description("Whether the steps are shown, or only the whole answer."), DefaultValue(true)] bool? EnableReasoning,
    [property: Description("The same key with the same message again starts nothing."), Length(1, SendChatCommand.MaxKeyLength)] string? IdempotencyKey);

internal sealed record PingPayload(
    [property: Description("Any number; it comes back as it was written."), JsonType("number")] JsonElement? Timestamp);

internal sealed record InterruptPayload(
    [property: Description("The run to stop; without it, every run of the session.")] string? RunId);
