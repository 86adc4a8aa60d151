using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Reasoning.Api.Description;

/// <summary>What a parameter or a header may be.</summary>
internal static class OpenApiValue
{
    public static OpenApiSchema Text(int? maxLength = null) => new() { Type = JsonSchemaType.String, MinLength = maxLength is null ? null : 1, MaxLength = maxLength };

    public static OpenApiSchema OneOf(params string[] values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)value)] };

    public static OpenApiSchema Matching(string pattern) => new() { Type = JsonSchemaType.String, Pattern = pattern };

    public static OpenApiSchema Count(long minimum, long? maximum = null, long? missing = null) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = minimum.ToString(CultureInfo.InvariantCulture),
        Maximum = maximum?.ToString(CultureInfo.InvariantCulture),
        Default = missing,
    };
}
