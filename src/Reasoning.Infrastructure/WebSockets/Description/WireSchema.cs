using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.WebSockets.Wire;

namespace Reasoning.Infrastructure.WebSockets.Description;

/// <summary>JSON schemas of the wire's types, from the metadata that writes and reads them and the attributes of their members.</summary>
internal static class WireSchema
{
    private static readonly JsonSchemaExporterOptions SentOptions = Options(isSent: true);
    private static readonly JsonSchemaExporterOptions ReceivedOptions = Options(isSent: false);

    /// <summary>Of what the server writes: members that are null are left out, all others are there.</summary>
    public static JsonObject Sent(JsonTypeInfo type) => type.GetJsonSchemaAsNode(SentOptions).AsObject();

    /// <summary>Of what the server reads: a member that is null counts as missing.</summary>
    public static JsonObject Received(JsonTypeInfo type) => type.GetJsonSchemaAsNode(ReceivedOptions).AsObject();

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonSchemaExporterOptions Options(bool isSent) => new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) => Complete(context, schema, isSent),
    };

    private static JsonObject Complete(JsonSchemaExporterContext context, JsonNode schema, bool isSent)
    {
        // What has a converter of ours, the exporter knows nothing of.
        var member = context.PropertyInfo;
        var complete = ByConverter(context.TypeInfo.Type, member) ?? schema.AsObject();
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
            complete["required"] = Texts(context.TypeInfo.Properties.Where(one => IsRequired(one, isSent)).Select(one => one.Name));
        if (member is null)
            return complete;

        if (isSent || IsRequired(member, isSent))
            RemoveNull(complete);
        else
            AddNull(complete);
        Annotate(complete, member.AttributeProvider!);
        return complete;
    }

    private static bool IsRequired(JsonPropertyInfo member, bool isSent) =>
        isSent ? !member.IsGetNullable : Attribute<RequiredAttribute>(member.AttributeProvider!) is not null;

    private static JsonObject? ByConverter(Type type, JsonPropertyInfo? member)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(RunId))
            return new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{32}$" };
        if (plain == typeof(StepId))
            return new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+\\.[0-9]+$" };
        if (plain == typeof(DateTimeOffset))
            return new JsonObject { ["type"] = "number", ["format"] = "double" };
        if (plain == typeof(RawNumber))
            return new JsonObject { ["type"] = "number" };
        if (plain == typeof(JsonElement))
            return new JsonObject { ["type"] = Attribute<JsonTypeAttribute>(member!.AttributeProvider!)!.Name };
        return null;
    }

    private static void RemoveNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Single(type => type!.GetValue<string>() != "null")!.DeepClone();
    }

    private static void AddNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
    }

    private static void Annotate(JsonObject schema, ICustomAttributeProvider member)
    {
        if (Attribute<DescriptionAttribute>(member) is { } text)
            schema["description"] = text.Description;
        if (Attribute<AllowedValuesAttribute>(member) is { } allowed)
            schema["enum"] = new JsonArray([.. allowed.Values.Select(Value)]);
        if (Attribute<RangeAttribute>(member) is { } range)
            schema["minimum"] = Value(range.Minimum);
        if (Attribute<LengthAttribute>(member) is { } length)
            (schema["minLength"], schema["maxLength"]) = (length.MinimumLength, length.MaximumLength);
        if (Attribute<MaxLengthAttribute>(member) is { } longest)
            schema["maxLength"] = longest.Length;
        if (Attribute<DefaultValueAttribute>(member) is { } missing)
            schema["default"] = Value(missing.Value);
    }

    private static JsonNode? Value(object? value) => value switch
    {
        string text => text,
        bool flag => flag,
        int number => number,
        double number => number,
        _ => throw new UnreachableException(),
    };

    private static T? Attribute<T>(ICustomAttributeProvider member)
        where T : Attribute => member.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().SingleOrDefault();
}
