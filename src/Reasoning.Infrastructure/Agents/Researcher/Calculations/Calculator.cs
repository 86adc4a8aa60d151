using System.Buffers;
using System.Globalization;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations;

/// <summary>
/// Computes <c>+ - * / % ^</c>, parentheses and some functions with <see cref="decimal"/>: what a person would get with
/// pencil and paper, not 0.30000000000000004. A % with a number behind it is the remainder (17 % 5), otherwise percent:
/// 15% of 80 is 12, and 80 + 15% is 92, as on any pocket calculator. Length, depth and exponents are bounded.
/// </summary>
internal ref struct Calculator
{
    public const int MaxLength = 200;
    private const int MaxDepth = 32;
    private const int MaxExponent = 1000;
    // Decimal has 28 digits; rounding some away lets 1 / 3 * 3 be 1.
    private const int Digits = 20;

    private static readonly SearchValues<char> NumberParts = SearchValues.Create("0123456789.");

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

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
        var value = Product(out _);
        while (true)
        {
            if (TryTake('+'))
            {
                var term = Product(out var percent);
                value += percent ? value * term : term;
            }
            else if (TryTake('-'))
            {
                var term = Product(out var percent);
                value -= percent ? value * term : term;
            }
            else
            {
                _depth--;
                return value;
            }
        }
    }

    /// <param name="percent">Whether it is a percentage and nothing else.</param>
    private decimal Product(out bool percent)
    {
        var value = Factor(out percent);
        while (true)
        {
            if (TryTake('*') || TryTakeOf())
                value *= Factor(out _);
            else if (TryTake('/'))
                value /= Factor(out _);
            else if (TryTake('%'))
                value %= Factor(out _);
            else
                return value;
            percent = false;
        }
    }

    private decimal Factor(out bool percent)
    {
        var value = Signed();
        SkipSpaces();
        percent = IsPercent() && TryTake('%');
        return percent ? value / 100 : value;
    }

    private readonly bool IsPercent()
    {
        if (_position == _text.Length || _text[_position] != '%')
            return false;
        var next = _text[(_position + 1)..].TrimStart(' ');
        // 17 % -5 is a remainder, and 17% - 5 begins with a percentage.
        return next.IsEmpty || next.StartsWith("of", StringComparison.OrdinalIgnoreCase) ||
            (next[0] is '+' or '-' ? _text[_position - 1] != ' ' : next[0] != '(' && next[0] != '.' && !char.IsAsciiLetterOrDigit(next[0]));
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
        if (!rest.IsEmpty && char.IsAsciiLetter(rest[0]))
            return Named();
        var length = rest.IndexOfAnyExcept(NumberParts);
        length = length < 0 ? rest.Length : length;
        if (length == 0 || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw Unexpected();
        _position += length;
        return number;
    }

    private decimal Named()
    {
        var rest = _text[_position..];
        var end = rest.IndexOfAnyExcept(Letters);
        var name = rest[..(end < 0 ? rest.Length : end)].ToString().ToLowerInvariant();
        var start = _position;
        _position += name.Length;
        if (name == "pi")
            return CalculatorFunctions.Pi;
        var arguments = new List<decimal>();
        if (TryTake('('))
        {
            do
                arguments.Add(Sum());
            while (TryTakeComma());
            if (!TryTake(')'))
                throw new ToolException("A closing parenthesis is missing.");
        }

        if (CalculatorFunctions.Apply(name, arguments) is { } value)
            return value;
        _position = start;
        throw Unexpected();
    }

    private bool TryTakeComma()
    {
        if (!TryTake(','))
            return false;
        // max(3,400) has one number or two.
        var after = _text[_position..];
        var digits = after.IndexOfAnyExceptInRange('0', '9');
        if ((digits < 0 ? after.Length : digits) == 3 && char.IsAsciiDigit(_text[_position - 2]))
            throw new ToolException($"'{_text[_position - 2]},{after[..3]}' may be one number or two: write a space behind the comma, or leave it out.");
        return true;
    }

    private bool TryTakeOf()
    {
        SkipSpaces();
        if (!_text[_position..].StartsWith("of ", StringComparison.OrdinalIgnoreCase))
            return false;
        _position += 2;
        return true;
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
            ? $"'{_text[_position]}' at place {_position + 1} is not expected. Numbers, + - * / % ^, parentheses, sqrt, abs, round, min, max and pi are."
            : "The expression ends too early.");
}
