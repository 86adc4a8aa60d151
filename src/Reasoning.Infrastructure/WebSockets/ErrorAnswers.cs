using System.Text.Json;
using FluentValidation;
using Microsoft.Extensions.Logging;
using Reasoning.Application;
using Reasoning.Application.Clients;
using Reasoning.Application.Diagnostics;
using Reasoning.Domain.Runs;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets;

/// <summary>What a client is told when its message could not be served. The unexpected stays in the log, under a trace id.</summary>
internal sealed partial class ErrorAnswers(ILogger<ErrorAnswers> logger)
{
    public ErrorAnswer For(Exception failure, string? replyTo)
    {
        switch (failure)
        {
            case WireFormatException format:
                return new ErrorAnswer(replyTo, format.Code, format.Message);
            case ValidationException invalid:
                return new ErrorAnswer(
                    replyTo,
                    ErrorCode.ValidationFailed,
                    "The message is not valid.",
                    [.. invalid.Errors.Select(error => new FieldError(Member(error.PropertyName), error.ErrorMessage))]);
            case RequestRefusedException refused:
                return new ErrorAnswer(replyTo, refused.Code, refused.Message, RetryAfter: refused.RetryAfter);
            default:
                var traceId = TraceIds.New();
                LogUnexpected(failure, traceId);
                return new ErrorAnswer(replyTo, ErrorCode.Internal, "The server failed to handle the message.", TraceId: traceId);
        }
    }

    private static string Member(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    [LoggerMessage(LogLevel.Error, "A message failed, trace {TraceId}")]
    private partial void LogUnexpected(Exception failure, string traceId);
}
