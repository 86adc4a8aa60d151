using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Reasoning.Api.Description;

/// <summary>Makes the schemas say what the bodies are: members that are null are left out, all others are there.</summary>
internal static class BodySchemas
{
    public static Task CompleteAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
            schema.Required = context.JsonTypeInfo.Properties.Where(IsRequired).Select(member => member.Name).ToHashSet();
        schema.Type &= ~JsonSchemaType.Null;
        if (Attribute<AllowedValuesAttribute>(context.JsonPropertyInfo) is { } allowed)
            schema.Enum = [.. allowed.Values.Select(value => (JsonNode)(string)value!)];
        return Task.CompletedTask;
    }

    private static bool IsRequired(JsonPropertyInfo member) => !member.IsGetNullable || Attribute<RequiredAttribute>(member) is not null;

    private static T? Attribute<T>(JsonPropertyInfo? member)
        where T : Attribute => member?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().SingleOrDefault();
}
