using System.Globalization;

namespace Reasoning.Api.Endpoints;

/// <summary>A whole number, 0 or more, in a request's address.</summary>
internal static class WholeNumber
{
    /// <summary>A number too large for anything is still a whole number: beyond everything.</summary>
    public static bool TryParse(string text, out long number)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return true;
        number = long.MaxValue;
        return text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
    }
}
