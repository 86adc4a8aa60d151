using Reasoning.Api.Problems;

namespace Reasoning.Api.Security;

/// <summary>The origin check for requests that change something.</summary>
internal sealed class OriginFilter(OriginCheck check) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (check.Allows(context.HttpContext.Request))
            return await next(context);
        await Refusals.OriginNotAllowed.WriteAsync(context.HttpContext);
        return Results.Empty;
    }
}
