namespace Reasoning.Api.Problems;

/// <summary>
/// Answers requests that are refused. A filter, because it stands behind the request log: there, an exception would be a
/// failure of the server.
/// </summary>
internal sealed class RefusalFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception failure) when (!context.HttpContext.Response.HasStarted && Refusals.For(failure) is { } problem)
        {
            await problem.WriteAsync(context.HttpContext);
            return Results.Empty;
        }
    }
}
