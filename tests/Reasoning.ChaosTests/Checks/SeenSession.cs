namespace Reasoning.ChaosTests.Checks;

/// <summary>A session as its clients know it in the end.</summary>
/// <param name="Journals">What each of them saw.</param>
/// <param name="AcceptedRuns">Of every message that one of them sent.</param>
internal sealed record SeenSession(string Name, IReadOnlyList<string> Journals, IReadOnlySet<string> AcceptedRuns);
