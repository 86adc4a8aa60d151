using Microsoft.Data.Sqlite;
using Reasoning.Application.Knowledge;

namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>
/// The passages of all documents, and their words. Written by one; read by any number meanwhile, each of whom sees the
/// last commit.
/// </summary>
internal sealed class PassageDatabase(IndexConnections connections) : IDisposable
{
    // Of the passages of one heading: more than is shown, so that whoever shows it knows that there is more.
    private const int MaxSectionCharacters = 500_000;

    private readonly PassageWriter _writer = new(connections.Writer);

    public IndexConnections Connections => connections;

    /// <summary>Whether every document of the folder was read once.</summary>
    public bool IsComplete => Number("SELECT is_complete FROM meta") == 1;

    public (int Documents, int Passages) Size() => connections.Read(connection =>
    {
        using var reader = Query(connection, "SELECT count(*), coalesce(sum(passages), 0) FROM documents WHERE passages > 0");
        reader.Read();
        return (reader.GetInt32(0), reader.GetInt32(1));
    });

    public Dictionary<string, IndexedDocument> Documents() => connections.Read(connection =>
    {
        using var reader = Query(connection, "SELECT source, id, size, modified, hash FROM documents");
        var documents = new Dictionary<string, IndexedDocument>(StringComparer.Ordinal);
        while (reader.Read())
            documents.Add(reader.GetString(0), new IndexedDocument(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4)));
        return documents;
    });

    /// <summary>All of them or none.</summary>
    public void Write(IEnumerable<DocumentChange> changes) => _writer.Write(changes);

    /// <summary>After the first build: every search after this reads one tree instead of several.</summary>
    public void Complete() => _writer.Complete();

    public int Count(SearchTerm term) => connections.Read(connection =>
    {
        using var reader = Query(connection, "SELECT count(*) FROM words WHERE words MATCH $query", ("$query", term.ToFts5()));
        reader.Read();
        return reader.GetInt32(0);
    });

    /// <summary>Best first, with BM25's score (higher is better): headings count most, then names of documents, then text, then parts of names.</summary>
    public List<(Passage Passage, double Score)> Search(IEnumerable<SearchTerm> terms, int limit) => connections.Read(connection =>
    {
        using var reader = Query(
            connection,
            """
            SELECT passages.id, documents.source, passages.heading, passages.body, found.score
            FROM (SELECT rowid, bm25(words, 2.0, 5.0, 1.0, 1.0) AS score FROM words WHERE words MATCH $query ORDER BY score LIMIT $limit) AS found
            JOIN passages ON passages.id = found.rowid
            JOIN documents ON documents.id = passages.document
            ORDER BY found.score
            """,
            ("$query", string.Join(" OR ", terms.Select(term => term.ToFts5()))),
            ("$limit", limit));
        List<(Passage, double)> found = [];
        while (reader.Read())
            found.Add((Passage(reader), -reader.GetDouble(4)));
        return found;
    });

    public Passage? Read(long id) => connections.Read(connection =>
    {
        using var reader = Query(
            connection,
            "SELECT passages.id, source, heading, body FROM passages JOIN documents ON documents.id = document WHERE passages.id = $id",
            ("$id", id));
        return reader.Read() ? Passage(reader) : null;
    });

    public List<Passage> ReadSection(string source, string heading) => connections.Read(connection =>
    {
        using var reader = Query(
            connection,
            """
            SELECT passages.id, source, heading, body FROM passages JOIN documents ON documents.id = document
            WHERE source = $source AND heading = $heading ORDER BY passages.id
            """,
            ("$source", source),
            ("$heading", heading));
        List<Passage> passages = [];
        var characters = 0;
        while (characters < MaxSectionCharacters && reader.Read())
        {
            passages.Add(Passage(reader));
            characters += passages[^1].Text.Length;
        }

        return passages;
    });

    // Documents in an order that has nothing to do with their names: neighbours are about the same.
    public List<Passage> Sample() => connections.Read(connection =>
    {
        using var reader = Query(
            connection,
            """
            SELECT passages.id, source, heading, body
            FROM (SELECT id, source FROM documents WHERE passages > 0 ORDER BY (id * 7919) % 10007, id LIMIT 40) AS document
            JOIN passages ON passages.document = document.id
            ORDER BY (document.id * 7919) % 10007, passages.id LIMIT 500
            """);
        List<Passage> passages = [];
        while (reader.Read())
            passages.Add(Passage(reader));
        return passages;
    });

    public void Dispose()
    {
        _writer.Dispose();
        connections.Dispose();
    }

    private static Passage Passage(SqliteDataReader reader) =>
        new(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));

    private long Number(string sql) => connections.Read(connection =>
    {
        using var reader = Query(connection, sql);
        reader.Read();
        return reader.GetInt64(0);
    });

    private static SqliteDataReader Query(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteReader();
    }
}
