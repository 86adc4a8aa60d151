using System.Text.Json;
using System.Text.RegularExpressions;

namespace Reasoning.IntegrationTests.Description;

/// <summary>
/// Holds JSON values against the schemas of a served document. It knows the keywords that those use and refuses every
/// other, because a keyword that is skipped proves nothing.
/// </summary>
/// <param name="document">Where references lead.</param>
/// <param name="isClosed">Whether an object may have only the members that its schema names: for what the server writes, so that a misspelt one is found.</param>
internal sealed class SchemaCheck(JsonElement document, bool isClosed)
{
    /// <returns>What is wrong; nothing for a value that the schema allows.</returns>
    public IReadOnlyList<string> Errors(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, value, "$", errors);
        return errors;
    }

    public JsonElement Find(string reference)
    {
        var found = document;
        foreach (var part in reference.Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            found = found.GetProperty(name);
        }

        return found;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!IsAllowed(schema, keyword.Name, keyword.Value, value, path, errors))
                errors.Add($"{path}: {keyword.Name} {keyword.Value} does not allow {value}");
        }

        if (isClosed && value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var known) &&
            !schema.TryGetProperty("additionalProperties", out _))
        {
            errors.AddRange(value.EnumerateObject()
                .Where(member => !known.TryGetProperty(member.Name, out _))
                .Select(member => $"{path}: no member is named {member.Name}"));
        }
    }

    private bool IsAllowed(JsonElement schema, string keyword, JsonElement limit, JsonElement value, string path, List<string> errors)
    {
        switch (keyword)
        {
            case "$ref":
                Check(Find(limit.GetString()!), value, path, errors);
                return true;
            case "type":
                return limit.ValueKind == JsonValueKind.Array ? limit.EnumerateArray().Any(type => Is(value, type.GetString()!)) : Is(value, limit.GetString()!);
            case "const":
                return JsonElement.DeepEquals(limit, value);
            case "enum":
                return limit.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value));
            case "oneOf":
                return limit.EnumerateArray().Count(one => Errors(one, value).Count == 0) == 1;
            case "properties":
                foreach (var member in Members(value).Where(member => limit.TryGetProperty(member.Name, out _)))
                    Check(limit.GetProperty(member.Name), member.Value, $"{path}.{member.Name}", errors);
                return true;
            case "required":
                return value.ValueKind != JsonValueKind.Object || limit.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "additionalProperties":
                foreach (var member in Members(value).Where(member => !IsNamed(schema, member.Name)))
                    Check(limit, member.Value, $"{path}.{member.Name}", errors);
                return true;
            case "items":
                foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [])
                    Check(limit, item, $"{path}[]", errors);
                return true;
            case "pattern":
                return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, limit.GetString()!, RegexOptions.CultureInvariant);
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= limit.GetDouble();
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= limit.GetDouble();
            case "minLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() >= limit.GetInt32();
            case "maxLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.EnumerateRunes().Count() <= limit.GetInt32();
            case "description" or "title" or "default" or "format" or "deprecated" or "examples" or "example":
                return true;
            default:
                throw new NotSupportedException($"The schema keyword {keyword} is not known here.");
        }
    }

    private static IEnumerable<JsonProperty> Members(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static bool IsNamed(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var known) && known.TryGetProperty(name, out _);

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new NotSupportedException($"The schema type {type} is not known here."),
    };
}
