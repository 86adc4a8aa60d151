using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>Which errors say that the file of the index is not what was written (https://www.sqlite.org/rescode.html).</summary>
internal static class IndexDamage
{
    private const int Error = 1;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static bool Is(Exception failure) => failure is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    /// <summary>The same where nobody's question was asked: then an error of SQL means that the tables have gone.</summary>
    public static bool IsOwn(Exception failure) => Is(failure) || failure is SqliteException { SqliteErrorCode: Error };

    public static SqliteException Gone() => new("The file of the index has gone.", CannotOpen);
}
