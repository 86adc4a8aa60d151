using Microsoft.Data.Sqlite;
using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Which errors of the database pass by themselves, or when somebody makes room (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Interrupted = 9;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;

    public static bool IsOutage(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: Busy or Locked or ReadOnly or Interrupted or InputOutput or Full or CannotOpen or Protocol,
    };

    public static StoreUnavailableException Outage(Exception failure) => new("The database does not answer.", failure);
}
