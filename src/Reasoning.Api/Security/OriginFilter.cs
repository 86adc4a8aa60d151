using Reasoning.Api.Problems;

namespace Reasoning.Api.Security;

/// <summary>The origin check for requests that change something.</summary>
internal sealed class OriginFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Asked for here, so that the filter can be made without services: for a filter that is only named, the framework
        // compiles a constructor for every endpoint, which the start of the server waits for.
        var check = context.HttpContext.RequestServices.GetRequiredService<OriginCheck>();
        if (check.Allows(context.HttpContext.Request))
            return await next(context);
        await Refusals.OriginNotAllowed.WriteAsync(context.HttpContext);
        return Results.Empty;
    }
}
