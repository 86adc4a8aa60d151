using Microsoft.Data.Sqlite;

namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>Writes what has become of documents.</summary>
internal sealed class PassageWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _forget;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _touch;
    private readonly SqliteCommand _addDocument;
    private readonly SqliteCommand _addPassage;
    private readonly SqliteCommand _addWords;

    public PassageWriter(SqliteConnection connection)
    {
        _connection = connection;
        _find = Command("SELECT id FROM documents WHERE source = $source", "$source");
        _forget = Command(
            "DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE document = $document); DELETE FROM passages WHERE document = $document",
            "$document");
        _remove = Command("DELETE FROM documents WHERE id = $document", "$document");
        _touch = Command("UPDATE documents SET size = $size, modified = $modified WHERE id = $document", "$size", "$modified", "$document");
        _addDocument = Command(
            "INSERT INTO documents (source, size, modified, hash, passages) VALUES ($source, $size, $modified, $hash, $passages) RETURNING id",
            "$source", "$size", "$modified", "$hash", "$passages");
        _addPassage = Command(
            "INSERT INTO passages (document, heading, body) VALUES ($document, $heading, $body) RETURNING id", "$document", "$heading", "$body");
        _addWords = Command(
            "INSERT INTO words (rowid, source, heading, body, parts) VALUES ($id, $source, $heading, $body, $parts)",
            "$id", "$source", "$heading", "$body", "$parts");
    }

    public void Write(IEnumerable<DocumentChange> changes)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var change in changes)
            Write(change, transaction);
        transaction.Commit();
    }

    public void Complete()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "UPDATE meta SET is_complete = 1; INSERT INTO words (words) VALUES ('optimize'); PRAGMA wal_checkpoint(TRUNCATE);";
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in new[] { _find, _forget, _remove, _touch, _addDocument, _addPassage, _addWords })
            command.Dispose();
    }

    private void Write(DocumentChange change, SqliteTransaction transaction)
    {
        var known = Run(_find, transaction, change.Source);
        if (change is { File: { } same, Passages: null })
        {
            Run(_touch, transaction, same.Size, same.Modified, known!);
            return;
        }

        if (known is not null)
        {
            Run(_forget, transaction, known);
            Run(_remove, transaction, known);
        }

        if (change is { File: { } file, Passages: { } passages })
            Add(file, change.Hash, passages, transaction);
    }

    private void Add(DocumentFile file, byte[] hash, IReadOnlyList<(string Heading, string Text)> passages, SqliteTransaction transaction)
    {
        var document = Run(_addDocument, transaction, file.Source, file.Size, file.Modified, hash, passages.Count)!;
        foreach (var (heading, text) in passages)
        {
            var id = Run(_addPassage, transaction, document, heading, text)!;
            Run(_addWords, transaction, id, file.Source, heading, text, Words.Parts($"{file.Source} {heading} {text}"));
        }
    }

    private static object? Run(SqliteCommand command, SqliteTransaction transaction, params object[] values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter(parameter, value: null));
        return command;
    }
}
