using System.Text.Json;
using Reasoning.Domain.Steps;

namespace Reasoning.UnitTests.Domain.Steps;

public sealed class ToolUseStepTests
{
    [Fact]
    public void Arguments_WhenTheirDocumentIsGone_AreStillThere()
    {
        ToolUseStep step;
        using (var document = JsonDocument.Parse("""{"query":"resume"}"""))
            step = Step(document.RootElement);

        Assert.Equal("""{"query":"resume"}""", step.Arguments.GetRawText());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void Arguments_WhenTheyAreNoObject_AreRefused(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Throws<ArgumentException>(() => Step(document.RootElement));
    }

    [Fact]
    public void Arguments_WhenTheyAreNoText_FailWhereTheyAreMade()
    {
        using var document = JsonDocument.Parse("""{"query":"\ud800"}""");
        Assert.ThrowsAny<Exception>(() => Step(document.RootElement));
    }

    private static ToolUseStep Step(JsonElement arguments) => new("search(…)", 1, "call_1", "search", arguments);
}
