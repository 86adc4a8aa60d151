namespace Reasoning.Infrastructure.Knowledge.Storage;

/// <summary>A document as the index knows it.</summary>
internal sealed record IndexedDocument(long Id, long Size, long Modified, byte[] Hash);
