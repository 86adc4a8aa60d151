using Microsoft.Data.Sqlite;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>How values look in columns.</summary>
internal static class SqliteValues
{
    /// <summary>Big-endian, so that runs are sorted by the time at which they began.</summary>
    public static byte[] Of(RunId run) => run.Value.ToByteArray(bigEndian: true);

    public static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static RunId GetRunId(this SqliteDataReader reader, int column) =>
        new(new Guid(reader.GetFieldValue<byte[]>(column), bigEndian: true));

    public static DateTimeOffset GetTime(this SqliteDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static RunRequest GetRequest(this SqliteDataReader reader, int column) =>
        new(reader.GetString(column), reader.GetString(column + 1), reader.GetBoolean(column + 2));
}
