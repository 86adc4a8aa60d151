using MediatR;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Runs.ExecuteRun;

/// <summary>Do the work of an accepted run, to its end. The token is the run's own: no connection's end cancels it.</summary>
/// <param name="TraceId">By which its failure is found in the log.</param>
/// <param name="Resumed">What was done before the server went away; <see langword="null"/> for a new run.</param>
public sealed record ExecuteRunCommand(
    RunAddress Address, RunRequest Request, DateTimeOffset AcceptedAt, long FirstSeq, string TraceId, ResumedRun? Resumed = null) : IRequest;
