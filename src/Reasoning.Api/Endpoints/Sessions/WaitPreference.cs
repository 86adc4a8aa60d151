using System.Globalization;
using Reasoning.Application.Runs.AwaitRun;

namespace Reasoning.Api.Endpoints.Sessions;

/// <summary>The wish to wait for an answer: <c>Prefer: wait=10</c> (RFC 7240, section 4.3), in seconds.</summary>
internal static class WaitPreference
{
    private const string Name = "wait=";

    /// <summary>At most what is allowed; <see langword="null"/> without such a wish, or with one that nobody understands: it is only a wish.</summary>
    public static TimeSpan? Read(HttpRequest request)
    {
        foreach (var preference in request.Headers.GetCommaSeparatedValues("Prefer"))
        {
            if (preference.StartsWith(Name, StringComparison.OrdinalIgnoreCase) &&
                WholeNumber.TryParse(preference[Name.Length..], out var seconds))
            {
                return TimeSpan.FromSeconds(Math.Min(seconds, (long)AwaitRunQuery.MaxLimit.TotalSeconds));
            }
        }

        return null;
    }

    public static string Applied(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"{Name}{wait.TotalSeconds:0}");
}
