using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Reasoning.Application.Agents.Loop;

/// <summary>Tool calls and results as text.</summary>
internal static class ToolText
{
    // A name that a model has made up may be anything.
    private const int MaxName = 128;
    private const int MaxDescription = 300;

    // Bytes of one call's arguments: they are an event of the log, and stand in a note beside it.
    private const int MaxArguments = 256 * 1024;

    private static readonly JsonElement NoArguments = JsonDocument.Parse("{}").RootElement;

    // They go on into messages, a log and notes, which have a limit of their own.
    private static readonly JsonSerializerOptions Shallow = new(AIJsonUtilities.DefaultOptions) { MaxDepth = 32 };

    /// <summary>Arguments that were read but cannot be written (half of a surrogate pair, too deep a nesting, too many) are as those that could not be read.</summary>
    public static void CheckArguments(FunctionCallContent call)
    {
        try
        {
            if (JsonSerializer.SerializeToUtf8Bytes(call.Arguments, Shallow).Length > MaxArguments)
                throw new JsonException("The arguments are too long.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            (call.Arguments, call.Exception) = (null, exception);
        }
    }

    public static string Name(FunctionCallContent call) => Cut(call.Name, MaxName);

    public static JsonElement Arguments(FunctionCallContent call) =>
        call.Arguments is { Count: > 0 } arguments
            ? JsonSerializer.SerializeToElement(arguments, AIJsonUtilities.DefaultOptions)
            : NoArguments;

    /// <summary>The same for calls of the same tool with the same arguments, in whatever order these are named.</summary>
    public static string Key(FunctionCallContent call) => string.Join(
        '\n',
        Arguments(call).EnumerateObject()
            .OrderBy(argument => argument.Name, StringComparer.Ordinal)
            .Select(argument => $"{argument.Name}: {argument.Value.GetRawText()}")
            .Prepend(call.Name));

    /// <summary><c>read_passage(id: 12)</c>.</summary>
    public static string Describe(FunctionCallContent call)
    {
        var arguments = Arguments(call).EnumerateObject().Select(argument => $"{argument.Name}: {argument.Value.GetRawText()}");
        return Cut($"{Name(call)}({string.Join(", ", arguments)})", MaxDescription);
    }

    /// <summary>A model that knows how much it was not told may ask for less.</summary>
    public static string ForModel(string result, int maxCharacters) => result.Length <= maxCharacters
        ? result
        : string.Create(CultureInfo.InvariantCulture, $"{Cut(result, maxCharacters)}\n[The first {maxCharacters} of {result.Length} characters.]");

    public static string Result(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
        JsonElement other => other.GetRawText(),
        TextContent content => content.Text,
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions),
    };

    public static string Cut(string text, int maxCharacters)
    {
        if (text.Length <= maxCharacters)
            return text;
        // Never between the halves of a surrogate pair: a lone half is no valid text.
        var end = char.IsHighSurrogate(text[maxCharacters - 1]) ? maxCharacters - 1 : maxCharacters;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
