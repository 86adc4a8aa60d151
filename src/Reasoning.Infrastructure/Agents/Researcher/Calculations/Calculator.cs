using System.Buffers;
using System.Globalization;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations;

/// <summary>
/// Computes <c>+ - * / % ^</c> and parentheses with <see cref="decimal"/>: what a person would get with pencil and paper,
/// not 0.30000000000000004. Length, depth and exponents are bounded.
/// </summary>
internal ref struct Calculator
{
    public const int MaxLength = 200;
    private const int MaxDepth = 32;
    private const int MaxExponent = 1000;
    // Decimal has 28 digits; rounding some away lets 1 / 3 * 3 be 1.
    private const int Digits = 20;

    private static readonly SearchValues<char> NumberParts = SearchValues.Create("0123456789.");

    private readonly ReadOnlySpan<char> _text;
    private int _position;
    private int _depth;

    private Calculator(ReadOnlySpan<char> text) => _text = text;

    /// <exception cref="ToolException">It is no expression, or has no result that fits.</exception>
    public static string Compute(string expression)
    {
        if (expression.Length > MaxLength)
            throw new ToolException($"The expression is longer than {MaxLength} characters.");
        try
        {
            var calculator = new Calculator(expression.Replace('×', '*').Replace('÷', '/').Replace('−', '-'));
            var value = calculator.Sum();
            calculator.SkipSpaces();
            if (calculator._position < calculator._text.Length)
                throw calculator.Unexpected();
            return Math.Round(value, Digits).ToString("0.####################", CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            throw new ToolException("The result is too large.");
        }
        catch (DivideByZeroException)
        {
            throw new ToolException("That divides by zero.");
        }
    }

    private decimal Sum()
    {
        if (++_depth > MaxDepth)
            throw new ToolException("The expression is nested too deeply.");
        var value = Product();
        while (true)
        {
            if (TryTake('+'))
            {
                value += Product();
            }
            else if (TryTake('-'))
            {
                value -= Product();
            }
            else
            {
                _depth--;
                return value;
            }
        }
    }

    private decimal Product()
    {
        var value = Signed();
        while (true)
        {
            if (TryTake('*'))
                value *= Signed();
            else if (TryTake('/'))
                value /= Signed();
            else if (TryTake('%'))
                value %= Signed();
            else
                return value;
        }
    }

    // A loop, not recursion: a hundred signs in a row are no reason for a hundred frames.
    private decimal Signed()
    {
        var negative = false;
        while (true)
        {
            if (TryTake('-'))
                negative = !negative;
            else if (!TryTake('+'))
                return negative ? -Power() : Power();
        }
    }

    private decimal Power()
    {
        var value = Atom();
        if (!TryTake('^'))
            return value;
        if (++_depth > MaxDepth)
            throw new ToolException("The expression is nested too deeply.");
        // From the right: 2 ^ 3 ^ 2 is 2 ^ 9.
        var exponent = Signed();
        _depth--;
        if (exponent != decimal.Truncate(exponent) || Math.Abs(exponent) > MaxExponent)
            throw new ToolException($"An exponent must be a whole number up to {MaxExponent}.");
        var result = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
            result *= value;
        return exponent < 0 ? 1 / result : result;
    }

    private decimal Atom()
    {
        if (TryTake('('))
        {
            var value = Sum();
            return TryTake(')') ? value : throw new ToolException("A closing parenthesis is missing.");
        }

        SkipSpaces();
        var rest = _text[_position..];
        var length = rest.IndexOfAnyExcept(NumberParts);
        length = length < 0 ? rest.Length : length;
        if (length == 0 || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw Unexpected();
        _position += length;
        return number;
    }

    private bool TryTake(char c)
    {
        SkipSpaces();
        if (_position >= _text.Length || _text[_position] != c)
            return false;
        _position++;
        return true;
    }

    private void SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] == ' ')
            _position++;
    }

    private readonly ToolException Unexpected() => new(
        _position < _text.Length
            ? $"'{_text[_position]}' at place {_position + 1} is not expected. Numbers, + - * / % ^ and parentheses are."
            : "The expression ends too early.");
}
