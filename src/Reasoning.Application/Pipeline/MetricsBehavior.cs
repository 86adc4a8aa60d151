using MediatR;
using Reasoning.Application.Diagnostics;

namespace Reasoning.Application.Pipeline;

/// <summary>Measures how long requests take to be accepted, and how many are refused.</summary>
public sealed class MetricsBehavior<TRequest, TResponse>(ReasoningMetrics metrics, TimeProvider time)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = time.GetTimestamp();
        var outcome = "failed";
        try
        {
            var response = await next();
            outcome = "ok";
            return response;
        }
        finally
        {
            metrics.RequestEnded(typeof(TRequest).Name, outcome, time.GetElapsedTime(started));
        }
    }
}
