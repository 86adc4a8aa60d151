using System.Text.Json;

namespace Reasoning.IntegrationTests.Description;

internal sealed record DescribedOperation(string Method, string Path, JsonElement Description)
{
    public string Id => Description.GetProperty("operationId").GetString()!;

    public JsonElement Responses => Description.GetProperty("responses");

    /// <summary>Every body that it takes or answers with, by where it stands in the description.</summary>
    public IEnumerable<(string Name, string MediaType, JsonElement Content)> Contents
    {
        get
        {
            var bodies = Responses.EnumerateObject().Select(response => (response.Name, Body: response.Value)).ToList();
            if (Description.TryGetProperty("requestBody", out var request))
                bodies.Add(("request", request));
            return from body in bodies
                   where body.Body.TryGetProperty("content", out _)
                   from content in body.Body.GetProperty("content").EnumerateObject()
                   select ($"{this} {body.Name}", content.Name, content.Value);
        }
    }

    public override string ToString() => $"{Method} {Path}";
}
