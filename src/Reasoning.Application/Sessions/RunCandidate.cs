using System.Diagnostics;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Sessions;

/// <summary>A run that somebody asks for.</summary>
/// <param name="Id">Its id, should it begin.</param>
/// <param name="IdempotencyKey">Names the message; <see langword="null"/> when each is a new run.</param>
/// <param name="Asker">Who is told <c>accepted</c>; <see langword="null"/> when nobody asked to be told.</param>
/// <param name="Ticket">Resolved when the run is stored, or refused.</param>
public sealed record RunCandidate(RunId Id, RunRequest Request, string? IdempotencyKey, Asker? Asker, object Ticket)
{
    /// <summary>The trace of the request that asks for it, if it has one.</summary>
    public ActivityContext Origin { get; init; }
}
