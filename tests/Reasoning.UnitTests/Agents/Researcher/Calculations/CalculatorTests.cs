using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Researcher.Calculations;

namespace Reasoning.UnitTests.Agents.Researcher.Calculations;

public class CalculatorTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("1 / 3 * 3", "1")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("2 ^ 3 ^ 2", "512")]
    [InlineData("-2 ^ 2", "-4")]
    [InlineData("2 ^ -2", "0.25")]
    [InlineData("17 % 5", "2")]
    [InlineData("--3", "3")]
    [InlineData("6 × 7 ÷ 2", "21")]
    public void Compute_WhenItIsAnExpression_ReturnsItsValue(string expression, string expected) =>
        Assert.Equal(expected, Calculator.Compute(expression));

    [Theory]
    [InlineData("1 / 0", "divides by zero")]
    [InlineData("0 ^ -1", "divides by zero")]
    [InlineData("9 ^ 999", "too large")]
    [InlineData("99999999999999999999999999999999", "not expected")]
    [InlineData("2 ^ 0.5", "whole number")]
    [InlineData("2 ^ 100000", "whole number")]
    [InlineData("(1 + 2", "parenthesis")]
    [InlineData("1 +", "too early")]
    [InlineData("", "too early")]
    [InlineData("2 + System.Exit", "not expected")]
    [InlineData("1 2", "not expected")]
    public void Compute_WhenItHasNoValue_SaysWhy(string expression, string expected)
    {
        var failure = Assert.Throws<ToolException>(() => { Calculator.Compute(expression); });
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_WhenNestedOrLong_Refuses()
    {
        Assert.Throws<ToolException>(() => { Calculator.Compute(new string('(', 99) + "1" + new string(')', 99)); });
        Assert.Throws<ToolException>(() => { Calculator.Compute(string.Join('^', Enumerable.Repeat("1", 90))); });
        Assert.Throws<ToolException>(() => { Calculator.Compute(new string('1', 201)); });
    }

    [Theory]
    [InlineData("What is 17 * (23 + 4)?", "17 * (23 + 4)")]
    [InlineData("15% of 80", "15/100*80")]
    [InlineData("how much is 3 plus 4?", "3+4")]
    [InlineData("1,000 * 2 =", "1000 * 2")]
    [InlineData("2024-01-02", null)]
    [InlineData("What is close code 4408?", null)]
    [InlineData("What is RFC 6455 - 13?", null)]
    [InlineData("4408", null)]
    public void Find_TakesOnlyWhatIsNothingButASum(string question, string? expected) =>
        Assert.Equal(expected, Arithmetic.Find(question));
}
