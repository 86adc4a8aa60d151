using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Reasoning.Infrastructure.Knowledge.Parsing;
using Reasoning.Infrastructure.Knowledge.Storage;

namespace Reasoning.Infrastructure.Knowledge;

/// <summary>Brings the index up to date with the folder: reads what is new or looks changed, and nothing else.</summary>
internal sealed partial class FolderSync(KnowledgeOptions options, DocumentFolder folder, IDocumentReader reader, ILogger logger)
{
    // A commit costs the more the smaller it is; what is not committed is lost when the server stops, and is held in memory.
    private const int BatchDocuments = 64;
    private const int BatchCharacters = 4 * 1024 * 1024;

    /// <summary>Whether there is a folder to read from.</summary>
    public bool CanRun => folder.IsThere();

    /// <summary>Returns how many documents have changed.</summary>
    /// <param name="committed">Told after each commit.</param>
    public int Run(PassageDatabase database, Action committed, CancellationToken cancellationToken)
    {
        if (folder.List() is not { } files)
            return 0;
        var known = database.Documents();
        List<DocumentChange> batch = [.. known.Keys.Except(files.Select(file => file.Source), StringComparer.Ordinal).Select(DocumentChange.Removed)];
        var changed = 0;
        var characters = 0;
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Look(file, known.GetValueOrDefault(file.Source)) is not { } change)
                continue;
            batch.Add(change);
            characters += change.Passages?.Sum(passage => passage.Heading.Length + passage.Text.Length) ?? 0;
            if (batch.Count >= BatchDocuments || characters >= BatchCharacters)
                Commit();
        }

        Commit();
        return changed;

        void Commit()
        {
            if (batch.Count == 0)
                return;
            database.Write(batch);
            changed += batch.Count(change => change.File is null || change.Passages is not null);
            (batch, characters) = ([], 0);
            committed();
        }
    }

    private DocumentChange? Look(DocumentFile file, IndexedDocument? known)
    {
        if (known is not null && known.Size == file.Size && known.Modified == file.Modified)
            return null;

        // What cannot be read is kept as a document without passages, and tried again.
        if (reader.Read(file, options.MaxFileBytes) is not { } bytes)
            return known is { Modified: 0 } ? null : new DocumentChange(file.Source, file with { Modified = 0 }, [], []);
        var hash = SHA256.HashData(bytes);
        return known is not null && hash.AsSpan().SequenceEqual(known.Hash)
            ? new DocumentChange(file.Source, file, hash, null)
            : new DocumentChange(file.Source, file, hash, Passages(file, bytes));
    }

    private IReadOnlyList<(string Heading, string Text)> Passages(DocumentFile file, byte[] bytes)
    {
        try
        {
            var excess = new Excess();
            var passages = TextDecoder.Decode(bytes) is { } text ? PassageBuilder.Build(new Document(file.Source, text), excess) : [];
            if (excess.Reason is { } reason)
                TooMuch(logger, file.FullName, reason);
            return passages;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // One that no parser was prepared for must not keep the others out.
            NotParsed(logger, failure, file.FullName);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {File} is not indexed as it is meant: {Reason}")]
    private static partial void TooMuch(ILogger logger, string file, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Document {File} could not be parsed and is left out")]
    private static partial void NotParsed(ILogger logger, Exception failure, string file);
}
