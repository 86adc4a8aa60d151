namespace Reasoning.Infrastructure.Knowledge;

/// <summary>A document as the folder lists it.</summary>
/// <param name="Source">Its path below the folder, with forward slashes.</param>
/// <param name="FullName">Without links.</param>
/// <param name="Modified">In ticks of UTC.</param>
internal sealed record DocumentFile(string Source, string FullName, long Size, long Modified);
