namespace Reasoning.Api.Security;

/// <summary>What browsers are told about every answer: a page runs its own scripts and nothing else.</summary>
internal static class SecurityHeaders
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the last moment: an answer that fails on its way is begun anew, without what it had.
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            var headers = response.Headers;
            headers.ContentSecurityPolicy = response.HttpContext.Features.Get<ScriptNonce>() is { } nonce ? PolicyWith(nonce) : ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });

    // For the reference at /docs, whose script is not ours: it makes its own styles and markup as it runs. It can neither
    // run nor fetch nor tell anything from or to elsewhere.
    private static string PolicyWith(ScriptNonce nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce.Value}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
