using System.Text.Json;

namespace Reasoning.IntegrationTests.Description;

/// <summary>The check itself has to find what is wrong.</summary>
public sealed class SchemaCheckTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"x\"", "1")]
    [InlineData("""{"type":["integer","null"]}""", "null", "1.5")]
    [InlineData("""{"type":"integer"}""", "7", "\"7\"")]
    [InlineData("""{"type":"boolean"}""", "true", "null")]
    [InlineData("""{"const":"a"}""", "\"a\"", "\"b\"")]
    [InlineData("""{"enum":["a","b"]}""", "\"b\"", "\"c\"")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"number"},{"type":"integer"}]}""", "1.5", "1")]
    [InlineData("""{"required":["a"]}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":"x"}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":{}}}""", """{"a":1}""", """{"a":1,"b":1}""")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":{"type":"string"}}""", """{"a":1,"b":"x"}""", """{"b":1}""")]
    [InlineData("""{"items":{"type":"string"}}""", """["x"]""", """["x",1]""")]
    [InlineData("""{"pattern":"^[0-9]+$"}""", "\"12\"", "\"1x\"")]
    [InlineData("""{"minimum":1}""", "1", "0")]
    [InlineData("""{"maximum":1}""", "1", "2")]
    [InlineData("""{"minLength":1}""", "\"😀\"", "\"\"")]
    [InlineData("""{"maxLength":1}""", "\"😀\"", "\"xx\"")]
    [InlineData("""{"$ref":"#/a~1b"}""", "1", "\"x\"")]
    public void Errors_WhenTheValueIsNotAllowed_AreFound(string schema, string good, string bad)
    {
        var check = new SchemaCheck(JsonElement.Parse("""{"a/b":{"type":"integer"}}"""), isClosed: true);
        Assert.Empty(check.Errors(JsonElement.Parse(schema), JsonElement.Parse(good)));
        Assert.NotEmpty(check.Errors(JsonElement.Parse(schema), JsonElement.Parse(bad)));
    }

    [Theory]
    [InlineData("""{"allOf":[]}""")]
    [InlineData("""{"type":"text"}""")]
    public void Errors_WhenTheSchemaIsNotUnderstood_CannotBeTold(string schema) =>
        Assert.Throws<NotSupportedException>(
            () => new SchemaCheck(JsonElement.Parse("{}"), isClosed: true).Errors(JsonElement.Parse(schema), JsonElement.Parse("1")));
}
