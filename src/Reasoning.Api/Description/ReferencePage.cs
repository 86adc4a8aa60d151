using Reasoning.Api.Security;
using Scalar.AspNetCore;

namespace Reasoning.Api.Description;

/// <summary><c>GET /docs</c>: both documents for people. Scalar, from the server itself and with nothing from elsewhere.</summary>
internal static class ReferencePage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapScalarApiReference("/docs", (options, context) =>
    {
        var nonce = ScriptNonce.New();
        context.Features.Set(nonce);
        options
            .WithTitle("Reasoning")
            .AddDocument(OpenApiEndpoint.Name, "HTTP", $"/openapi/{OpenApiEndpoint.Name}.json", isDefault: true)
            .AddAsyncApiDocument("asyncapi", "WebSocket", "/asyncapi.json")
            .WithNonce(nonce.Value)

            // Whatever would ask its maker's servers.
            .DisableTelemetry()
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools();
    });
}
