using Reasoning.Infrastructure.WebSockets.Description;

namespace Reasoning.Api.Description;

/// <summary><c>GET /asyncapi.json</c>: the WebSocket for programs. Made when it is first asked for.</summary>
internal sealed class AsyncApiEndpoint(IProtocolDescription description)
{
    private readonly Lazy<ServedDocument> _document = new(() => new ServedDocument(description.AsyncApi));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/asyncapi.json", (AsyncApiEndpoint endpoint, HttpResponse response) => endpoint._document.Value.Answer(response))
        .ExcludeFromDescription();
}
