using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Reasoning.Api.Description;

/// <summary>What a type is called in the document: as it is in the code, without what tells there that it is a body.</summary>
internal static class SchemaName
{
    private const string Suffix = "Body";

    public static string Of(JsonTypeInfo type)
    {
        var name = type.Type.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    /// <returns><see langword="null"/> for what needs no name: it is described where it stands.</returns>
    public static string? OfComponent(JsonTypeInfo type) =>
        type.Type == typeof(JsonObject) || OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : Of(type);
}
