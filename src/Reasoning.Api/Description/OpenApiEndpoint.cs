using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Reasoning.Api.Description;

/// <summary><c>GET /openapi/v1.json</c>: the HTTP operations for programs. Made when it is first asked for.</summary>
internal sealed class OpenApiEndpoint([FromKeyedServices(OpenApiEndpoint.Name)] IOpenApiDocumentProvider provider)
{
    public const string Name = "v1";

    private readonly Lazy<Task<ServedDocument>> _document = new(() => WriteAsync(provider));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet($"/openapi/{Name}.json", async (OpenApiEndpoint endpoint, HttpResponse response) => (await endpoint._document.Value).Answer(response))
        .ExcludeFromDescription();

    private static async Task<ServedDocument> WriteAsync(IOpenApiDocumentProvider provider)
    {
        // Not one request's token: the next ones wait for the same document.
        var document = await provider.GetOpenApiDocumentAsync(CancellationToken.None);
        using var output = new MemoryStream();
        await document.SerializeAsJsonAsync(output, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return new ServedDocument(output.ToArray());
    }
}
