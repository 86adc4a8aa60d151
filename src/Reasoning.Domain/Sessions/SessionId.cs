using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Reasoning.Domain.Sessions;

/// <summary>
/// A session's name within its tenant: 1–128 characters of <c>A–Z a–z 0–9 . _ ~ -</c> (the unreserved characters of
/// RFC 3986, section 2.3), and neither <c>.</c> nor <c>..</c>. It is a name, not a permission.
/// </summary>
public readonly record struct SessionId
{
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-");

    private SessionId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        if (text is not { Length: > 0 and <= MaxLength } || text is "." or ".." || text.AsSpan().ContainsAnyExcept(Allowed))
        {
            id = default;
            return false;
        }

        id = new SessionId(text);
        return true;
    }

    /// <exception cref="FormatException">The text is no session id.</exception>
    public static SessionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not a session id.");

    public override string ToString() => Value;
}
