using Microsoft.Data.Sqlite;
using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>
/// Passages in an SQLite FTS5 table in memory. Written once, by one thread; then read by any number, each with a
/// connection of its own (memdb is SQLite's own way to share a database in memory; a shared cache would serialise its readers).
/// </summary>
internal sealed class PassageDatabase : IDisposable
{
    // Passages of one heading that are read: some hundred kilobytes.
    private const int MaxSection = 200;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = $"file:/knowledge-{Guid.NewGuid():N}?vfs=memdb",
    }.ToString();

    // The database lives as long as a connection to it.
    private readonly SqliteConnection _keeper;

    public PassageDatabase()
    {
        _keeper = Open();
        // unicode61 must fold as Words does, so it leaves accents alone.
        Execute("""
            PRAGMA journal_mode = OFF;
            CREATE VIRTUAL TABLE passages USING fts5(source, heading, body, tokenize = "porter unicode61 remove_diacritics 0");
            """);
    }

    /// <summary>Returns how many passages were written.</summary>
    public int Fill(IEnumerable<(string Source, string Heading, string Text)> passages)
    {
        using var transaction = _keeper.BeginTransaction();
        using var insert = _keeper.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO passages (source, heading, body) VALUES ($source, $heading, $body)";
        var source = insert.Parameters.Add("$source", SqliteType.Text);
        var heading = insert.Parameters.Add("$heading", SqliteType.Text);
        var body = insert.Parameters.Add("$body", SqliteType.Text);

        var count = 0;
        foreach (var passage in passages)
        {
            (source.Value, heading.Value, body.Value) = (passage.Source, passage.Heading, passage.Text);
            insert.ExecuteNonQuery();
            count++;
        }

        transaction.Commit();
        // One segment: every search after this reads one b-tree instead of several.
        Execute("INSERT INTO passages (passages) VALUES ('optimize')");
        return count;
    }

    public int Count(SearchTerm term)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM passages WHERE passages MATCH $query";
        command.Parameters.AddWithValue("$query", term.ToFts5());
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Best first, with BM25's score (higher is better): headings count most, then names of documents, then text.</summary>
    public List<(Passage Passage, double Score)> Search(IEnumerable<SearchTerm> terms, int limit)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT rowid, source, heading, body, bm25(passages, 2.0, 5.0, 1.0) AS score
            FROM passages WHERE passages MATCH $query ORDER BY score LIMIT $limit
            """;
        command.Parameters.AddWithValue("$query", string.Join(" OR ", terms.Select(term => term.ToFts5())));
        command.Parameters.AddWithValue("$limit", limit);

        using var reader = command.ExecuteReader();
        List<(Passage, double)> found = [];
        while (reader.Read())
            found.Add((Passage(reader), -reader.GetDouble(4)));
        return found;
    }

    public Passage? Read(long id)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rowid, source, heading, body FROM passages WHERE rowid = $id";
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Passage(reader) : null;
    }

    public List<Passage> ReadSection(string source, string heading)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rowid, source, heading, body FROM passages WHERE source = $source AND heading = $heading ORDER BY rowid LIMIT $limit";
        command.Parameters.AddWithValue("$source", source);
        command.Parameters.AddWithValue("$heading", heading);
        command.Parameters.AddWithValue("$limit", MaxSection);
        using var reader = command.ExecuteReader();
        List<Passage> passages = [];
        while (reader.Read())
            passages.Add(Passage(reader));
        return passages;
    }

    // From the pool, so it costs next to nothing.
    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        // In this order: a closed connection goes back into the pool, and keeps the database there.
        _keeper.Dispose();
        SqliteConnection.ClearPool(_keeper);
    }

    private static Passage Passage(SqliteDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));

    private void Execute(string sql)
    {
        using var command = _keeper.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
