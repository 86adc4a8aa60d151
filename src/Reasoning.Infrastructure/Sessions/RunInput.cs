using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Something that the work of a run said.</summary>
/// <param name="Stored">Completed when the event is stored or dropped; <see langword="null"/> when nobody waits.</param>
internal readonly record struct RunInput(RunEvent Event, Ticket? Stored);
