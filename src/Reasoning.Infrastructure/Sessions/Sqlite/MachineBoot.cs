namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Tells one boot of the machine from the next.</summary>
internal static class MachineBoot
{
    private const string LinuxBootId = "/proc/sys/kernel/random/boot_id";

    /// <summary><see langword="null"/> where the system does not tell.</summary>
    public static string? Id
    {
        get
        {
            try
            {
                return File.ReadAllText(LinuxBootId).Trim();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
