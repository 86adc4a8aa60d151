using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reasoning.Api.Description;

/// <summary>Registers what describes the server. Nothing is made before it is asked for.</summary>
internal static class DescriptionRegistration
{
    public static IServiceCollection AddDescription(this IServiceCollection services)
    {
        // Only the document is made with these; the endpoints name the type information that they write with.
        services.ConfigureHttpJsonOptions(options =>
        {
            var serializer = options.SerializerOptions;
            serializer.TypeInfoResolverChain.Insert(0, HttpJsonContext.Default);
            serializer.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            serializer.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOpenApi(OpenApiEndpoint.Name, options =>
        {
            options.CreateSchemaReferenceId = SchemaName.OfComponent;
            options.AddSchemaTransformer(BodySchemas.CompleteAsync);
            options.AddDocumentTransformer<ApiDocument>();
            options.AddDocumentTransformer<WebhookDescription>();
        });
        services.AddSingleton<AsyncApiEndpoint>();
        services.AddSingleton<OpenApiEndpoint>();
        return services;
    }
}
