namespace Reasoning.Api.Composition;

/// <summary>The console at <c>GET /</c>: plain files beside the server.</summary>
internal static class ConsolePage
{
    public static void UseConsole(this WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            // The modules' names carry no version: browsers have to ask whether theirs is still the one.
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl = "no-cache",
        });
    }
}
