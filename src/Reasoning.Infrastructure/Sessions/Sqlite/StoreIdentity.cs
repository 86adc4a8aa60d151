using Microsoft.Data.Sqlite;
using Reasoning.Domain.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>What the store knows of itself.</summary>
/// <param name="Epoch">Of every session without a row.</param>
/// <param name="Boots">How many times it was started. Terms begin with it, so they rise across restarts.</param>
/// <param name="IsRenewed">Whether every log got a new epoch at this start.</param>
internal sealed record StoreIdentity(Epoch Epoch, long Boots, bool IsRenewed)
{
    private const string Normal = "normal";
    private const string Full = "full";

    /// <summary>The first term of this start is the one after this.</summary>
    public long FirstTerm => Boots << 32;

    /// <summary>Notes a start, until <see cref="Release"/> not a clean one, and renews the epochs if events may be lost.</summary>
    public static StoreIdentity Claim(SqliteConnection connection, StorageSynchronous synchronous, string? machineBoot, bool renew)
    {
        using var transaction = connection.BeginTransaction();
        var (epoch, boots, isRenewed) = (Epoch.New(), 1L, false);
        if (Read(connection, machineBoot) is { } last)
        {
            isRenewed = renew || last.MayHaveLost;
            boots = last.Boots + 1;
            epoch = isRenewed ? epoch : last.Epoch;
            if (isRenewed)
                Run(connection, "UPDATE sessions SET epoch = ?1", epoch.Value);
        }

        Run(
            connection,
            "INSERT OR REPLACE INTO meta (id, epoch, boots, machine_boot, synchronous, is_clean) VALUES (1, ?1, ?2, ?3, ?4, 0)",
            epoch.Value,
            boots,
            machineBoot,
            synchronous == StorageSynchronous.Normal ? Normal : Full);
        transaction.Commit();
        return new StoreIdentity(epoch, boots, isRenewed);
    }

    /// <summary>Notes that everything was stored before the end.</summary>
    public static void Release(SqliteConnection connection) => Run(connection, "UPDATE meta SET is_clean = 1");

    /// <summary>Whether this is still the database that was claimed, not one that somebody put in its place.</summary>
    public bool Owns(SqliteConnection connection)
    {
        using var statement = new SqliteStatement(connection, "SELECT count(*) FROM meta WHERE boots = ?1 AND epoch = ?2", parameters: 2);
        return statement.Value(Boots, Epoch.Value) is 1L;
    }

    private static (Epoch Epoch, long Boots, bool MayHaveLost)? Read(SqliteConnection connection, string? machineBoot)
    {
        using var statement = new SqliteStatement(
            connection, "SELECT epoch, boots, machine_boot, synchronous, is_clean FROM meta", parameters: 0);
        using var reader = statement.Read();
        if (!reader.Read())
            return null;

        // Where the system does not tell its boots apart, the machine may have gone down as well.
        var sameBoot = machineBoot is not null && !reader.IsDBNull(2) && reader.GetString(2) == machineBoot;
        var isClean = reader.GetBoolean(4);
        return (new Epoch(reader.GetString(0)), reader.GetInt64(1), !isClean && !sameBoot && reader.GetString(3) == Normal);
    }

    private static void Run(SqliteConnection connection, string sql, params object?[] values)
    {
        using var statement = new SqliteStatement(connection, sql, values.Length);
        statement.Run(values);
    }
}
