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
    [InlineData("15% of 80", "12")]
    [InlineData("80 + 15%", "92")]
    [InlineData("80 - 15 %", "68")]
    [InlineData("200 * 10%", "20")]
    [InlineData("50% - 0.1", "0.4")]
    [InlineData("(10 + 10)% of 50", "10")]
    [InlineData("10% * 10%", "0.01")]
    [InlineData("17%5", "2")]
    [InlineData("17 % -5", "2")]
    [InlineData("sqrt(16) + abs(-3)", "7")]
    [InlineData("sqrt(2)", "1.4142135623730950488")]
    [InlineData("sqrt(0)", "0")]
    [InlineData("sqrt(0.0000000000000000000000000001)", "0.00000000000001")]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(-2.345, 2)", "-2.35")]
    [InlineData("MAX(1, min(5, 3), 2)", "3")]
    [InlineData("min(10%, 1)", "0.1")]
    [InlineData("2 * pi", "6.28318530717958647693")]
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
    [InlineData("sin(1)", "'s' at place 1 is not expected")]
    [InlineData("sqrt", "does not take 0 numbers")]
    [InlineData("sqrt(1, 2)", "does not take 2 numbers")]
    [InlineData("round(1, 0.5)", "0 to 20 decimals")]
    [InlineData("round(1, -1)", "0 to 20 decimals")]
    [InlineData("sqrt(-1)", "no square root")]
    [InlineData("max(3,400)", "one number or two")]
    [InlineData("max(1, 2", "parenthesis")]
    [InlineData("max()", "not expected")]
    [InlineData("1, 2", "not expected")]
    [InlineData("2 pi", "not expected")]
    [InlineData("%", "not expected")]
    public void Compute_WhenItHasNoValue_SaysWhy(string expression, string expected)
    {
        var failure = Assert.Throws<ToolException>(() => { Calculator.Compute(expression); });
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_WhenNestedOrLong_Refuses()
    {
        Assert.Throws<ToolException>(() => { Calculator.Compute(new string('(', 99) + "1" + new string(')', 99)); });
        Assert.Throws<ToolException>(() => { Calculator.Compute(string.Concat(Enumerable.Repeat("abs(", 39)) + "1" + new string(')', 39)); });
        Assert.Throws<ToolException>(() => { Calculator.Compute(string.Join('^', Enumerable.Repeat("1", 90))); });
        Assert.Throws<ToolException>(() => { Calculator.Compute(new string('1', 201)); });
    }

    [Theory]
    [InlineData("What is 17 * (23 + 4)?", "17 * (23 + 4)")]
    [InlineData("15% of 80", "15/100*80")]
    [InlineData("how much is 3 plus 4?", "3+4")]
    [InlineData("1,000 * 2 =", "1000 * 2")]
    [InlineData("80 + 15%", "80 + 15%")]
    [InlineData("what is the square root of 16?", "sqrt(16)")]
    [InlineData("What is sqrt(2) * 1,000?", "sqrt(2) * 1,000")]
    [InlineData("max(3, 4)", "max(3, 4)")]
    [InlineData("2 * pi", "2 * pi")]
    [InlineData("10 min", null)]
    [InlineData("15%", null)]
    [InlineData("1, 2 - 3", null)]
    [InlineData("what is min?", null)]
    [InlineData("2024-01-02", null)]
    [InlineData("What is close code 4408?", null)]
    [InlineData("What is RFC 6455 - 13?", null)]
    [InlineData("4408", null)]
    public void Find_TakesOnlyWhatIsNothingButASum(string question, string? expected) =>
        Assert.Equal(expected, Arithmetic.Find(question));
}
