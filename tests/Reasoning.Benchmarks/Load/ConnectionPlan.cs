namespace Reasoning.Benchmarks.Load;

/// <param name="Pad">Only the baseline understands it: how much longer its events are to be.</param>
/// <param name="Deltas">Whether to ask for the pieces of steps.</param>
/// <param name="Resume">What tells the server where to go on, as it is in the query; nothing for a new connection.</param>
/// <param name="Agent">Whom the product asks.</param>
/// <param name="Session">The session of all connections; without it, each has its own.</param>
internal sealed record ConnectionPlan(
    Target Target, int BufferSize, int Pad = 0, bool Deltas = false, string Resume = "", string? Session = null, string Agent = "load");
