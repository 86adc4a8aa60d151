using System.Text.Json;
using System.Text.RegularExpressions;

namespace Reasoning.IntegrationTests.Description;

/// <summary>The operations of a served OpenAPI document.</summary>
internal sealed class DescribedOperations(JsonElement document)
{
    private readonly SchemaCheck _check = new(document, isClosed: true);

    public IReadOnlyList<DescribedOperation> All { get; } =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select new DescribedOperation(operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];

    /// <summary>The body of what the server posts when a run has ended.</summary>
    public JsonElement Webhook { get; } = document.GetProperty("webhooks").GetProperty("runEnded").GetProperty("post")
        .GetProperty("requestBody").GetProperty("content").GetProperty("application/json");

    /// <returns><see langword="null"/> for a path that the document does not have.</returns>
    public IReadOnlyList<DescribedOperation>? At(string path)
    {
        var found = All.Where(operation => Regex.IsMatch(path, Pattern(operation.Path))).ToList();
        return found.Count == 0 ? null : found;
    }

    public IReadOnlyList<string> Errors(JsonElement content, JsonElement body) => _check.Errors(content.GetProperty("schema"), body);

    private static string Pattern(string template) => $"^{Regex.Replace(template, "{[^}]+}", "[^/]+")}$";
}
