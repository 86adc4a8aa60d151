using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>The tables of the index.</summary>
internal static class IndexSchema
{
    /// <summary>Rises whenever the tables change or documents are cut otherwise: an index of another version is built anew.</summary>
    public const int Version = 3;

    // unicode61 must fold as Words does, so it leaves accents alone. The texts themselves are in the other table; ids are
    // never given twice, so that one that was shown never means something else.
    private const string Tables = """
        CREATE TABLE meta (folder TEXT NOT NULL, is_complete INTEGER NOT NULL);
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            hash BLOB NOT NULL,
            passages INTEGER NOT NULL);
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document INTEGER NOT NULL,
            heading TEXT NOT NULL,
            body TEXT NOT NULL);
        CREATE INDEX passages_of_document ON passages (document);
        CREATE VIRTUAL TABLE words USING fts5(
            source, heading, body, parts, content = '', contentless_delete = 1, tokenize = "porter unicode61 remove_diacritics 0");
        """;

    /// <param name="firstId">Ids begin above it.</param>
    public static void Create(SqliteConnection connection, string folder, long firstId)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = Tables + $"""
            PRAGMA user_version = {Version};
            INSERT INTO meta (folder, is_complete) VALUES ($folder, 0);
            INSERT INTO sqlite_sequence (name, seq) VALUES ('passages', $first);
            """;
        command.Parameters.AddWithValue("$folder", folder);
        command.Parameters.AddWithValue("$first", firstId);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>Whether this is an index of this folder that is whole and of this version.</summary>
    public static bool IsUsable(SqliteConnection connection, string folder) =>
        Text(connection, "PRAGMA user_version") == $"{Version}"
        && Text(connection, "PRAGMA quick_check(1)") == "ok"
        && Text(connection, "SELECT folder FROM meta") == folder;

    /// <summary>The highest id that was ever given.</summary>
    public static long LastId(SqliteConnection connection) =>
        long.TryParse(Text(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'passages'"), out var id) ? id : 0;

    private static string? Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
