namespace Reasoning.Infrastructure.Knowledge.Parsing;

/// <summary>What a document has more of than is read, for whoever indexes it to tell.</summary>
internal sealed class Excess
{
    /// <summary>The first that was found; <see langword="null"/> for a document that was read as it is meant.</summary>
    public string? Reason { get; private set; }

    public void Add(string reason) => Reason ??= reason;
}
