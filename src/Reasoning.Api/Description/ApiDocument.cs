using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Reasoning.Infrastructure.WebSockets.Description;

namespace Reasoning.Api.Description;

/// <summary>What the OpenAPI document says of the whole.</summary>
internal sealed class ApiDocument(IProtocolDescription protocol) : IOpenApiDocumentTransformer
{
    /// <summary>The schemas of the events that end a run.</summary>
    public static readonly IReadOnlyList<string> TerminalEvents = ["ReasoningCompleteEvent", "RunErrorEvent"];

    private const string EventSchema = "Event";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Reasoning",
            Version = "1",
            Summary = "A gateway between applications and AI agents.",
            Description =
                "Ask agents, read what they thought and answered, follow and stop them. The version is the protocol's. " +
                "The WebSocket, which shows each step as it happens, is in `/asyncapi.json`.\n\n" +
                "Times are Unix seconds with a fraction. Members without a value are left out. Errors are problem bodies " +
                "(RFC 9457) with the protocol's `code`.\n\n" +
                "There is no authentication yet.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };

        // Wherever it was fetched from.
        document.Servers = [new OpenApiServer { Url = "/", Description = "The server that this document comes from." }];
        document.Tags = ApiTag.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();

        // There is no authentication yet.
        document.Security = [new OpenApiSecurityRequirement()];
        AddEvents(document);
        foreach (var schema in document.Components!.Schemas!.Values)
            AllowNoNull(schema);
        Sort(document);
        return Task.CompletedTask;
    }

    /// <summary>A member with a schema of its own is left out too where it has no value.</summary>
    private static void AllowNoNull(IOpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties?.ToList() ?? [])
        {
            if (member.OneOf is [{ Type: JsonSchemaType.Null }, var other])
                schema.Properties![name] = other;
        }
    }

    private static void Sort(OpenApiDocument document)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
            paths.Add(path, item);
        document.Paths = paths;
        foreach (var operation in paths.Values.SelectMany(path => path.Operations!.Values))
        {
            var responses = new OpenApiResponses();
            foreach (var (status, response) in operation.Responses!.OrderBy(response => response.Key, StringComparer.Ordinal))
                responses.Add(status, response);
            operation.Responses = responses;
        }
    }

    private void AddEvents(OpenApiDocument document)
    {
        var any = new OpenApiSchema { Description = "An event of the log, as every reader is sent it.", OneOf = [] };
        foreach (var one in protocol.Events)
        {
            var name = Name(one);
            document.AddComponent(name, OpenApiModelFactory.Parse<OpenApiSchema>(
                one.Schema, OpenApiSpecVersion.OpenApi3_1, document, out _, OpenApiConstants.Json)!);
            any.OneOf.Add(new OpenApiSchemaReference(name, document));
        }

        document.AddComponent(EventSchema, any);
        var page = (OpenApiSchema)document.Components!.Schemas![SchemaName.Of(HttpJson.Context.EventsPageBody)].Properties!["events"];
        page.Items = new OpenApiSchemaReference(EventSchema, document);
    }

    private static string Name(EventDescription one) =>
        string.Concat(one.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + EventSchema;
}
