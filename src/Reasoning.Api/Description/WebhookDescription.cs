using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Reasoning.Api.Description;

/// <summary>What the server posts to the endpoints that its settings name.</summary>
internal sealed class WebhookDescription : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var operation = new OpenApiOperation
        {
            OperationId = "runEnded",
            Summary = "Tells that a run has ended",
            Description =
                "Posted to each of `Webhooks:Endpoints`, signed as the Standard Webhooks have it (https://www.standardwebhooks.com). An answer 2xx takes it; " +
                "anything else is tried again for three days. It may come more than once, with the same `webhook-id`.",
            Tags = new HashSet<OpenApiTagReference> { new(ApiTag.Messages, document) },
            Parameters =
            [
                Header("webhook-id", "The same at every attempt and nowhere else.", Text(), $"msg_{Examples.RunId}"),
                Header("webhook-timestamp", "Of this attempt, in Unix seconds.", OpenApiValue.Count(0), "1795403411"),
                Header(
                    "webhook-signature", "`v1,` and the HMAC-SHA256 over id, timestamp and body, joined by dots, in Base64.", Text(),
                    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            ],
            RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "Which run of which session has ended how.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = Body(document),
                        Examples = OperationDescription.Examples([("completed", JsonNode.Parse(Examples.RunEnded)!)]),
                    },
                },
            },
            Responses = new OpenApiResponses { ["2XX"] = new OpenApiResponse { Description = "The endpoint has taken it." } },
        };
        document.Webhooks = new Dictionary<string, IOpenApiPathItem>
        {
            ["runEnded"] = new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = operation },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Body(OpenApiDocument document) => Object(new Dictionary<string, IOpenApiSchema>
    {
        ["type"] = OpenApiValue.OneOf("run.completed", "run.interrupted", "run.failed"),
        ["timestamp"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", Description = "When the run ended." },
        ["data"] = Object(new Dictionary<string, IOpenApiSchema>
        {
            ["session_id"] = Text(),
            ["run_id"] = Text(),
            ["agent"] = Text(),
            ["event"] = new OpenApiSchema
            {
                Description = "The run's terminal event, as every client gets it.",
                OneOf = [.. ApiDocument.TerminalEvents.Select(name => new OpenApiSchemaReference(name, document))],
            },
        }),
    });

    private static OpenApiSchema Object(Dictionary<string, IOpenApiSchema> members) =>
        new() { Type = JsonSchemaType.Object, Properties = members, Required = members.Keys.ToHashSet() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiParameter Header(string name, string description, OpenApiSchema schema, JsonNode example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = true,
        Description = description,
        Schema = schema,
        Example = example,
    };
}
