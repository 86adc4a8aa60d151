using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.Infrastructure.Sessions;

/// <summary>Something that the work of a run said: an event, or a piece of the step that comes next.</summary>
/// <param name="Stored">Completed when the event is stored or dropped; <see langword="null"/> when nobody waits.</param>
internal readonly record struct RunInput(RunEvent? Event, Ticket? Stored = null, StepDelta? Delta = null);
