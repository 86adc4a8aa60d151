using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Reasoning.Application.Diagnostics;

namespace Reasoning.Api.Problems;

/// <summary>The last resort: a fixed text and a trace id for the client, the rest for the log.</summary>
internal sealed partial class UnexpectedErrors(ILogger<UnexpectedErrors> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException bad)
        {
            await new Problem("Bad Request", bad.StatusCode, "The request is malformed.").WriteAsync(httpContext);
            return true;
        }

        var traceId = TraceIds.Of(Activity.Current);
        LogUnexpected(exception, traceId);
        await Refusals.Internal(traceId).WriteAsync(httpContext);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A request failed, trace {TraceId}")]
    private partial void LogUnexpected(Exception failure, string traceId);
}
