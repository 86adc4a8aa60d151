using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Sessions.ListSessions;

/// <summary>A place in the list as clients have it: a text that means nothing to them.</summary>
internal static class SessionCursor
{
    private const char Separator = ' ';
    private const int MaxLength = 256;

    public static string Write(SessionPlace place) => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.ActiveAt.UtcTicks}{Separator}{place.Id}")));

    public static bool TryRead(string cursor, out SessionPlace place)
    {
        place = default;
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
            return false;

        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        if (end < 0 ||
            !long.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ||
            ticks > DateTimeOffset.MaxValue.UtcTicks ||
            !SessionId.TryParse(text[(end + 1)..], out var id))
        {
            return false;
        }

        place = new SessionPlace(new DateTimeOffset(ticks, TimeSpan.Zero), id.Value);
        return true;
    }
}
