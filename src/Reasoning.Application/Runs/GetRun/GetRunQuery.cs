using MediatR;
using Reasoning.Application.Sessions;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Runs.GetRun;

/// <summary>What became of this run?</summary>
/// <param name="RunId">As the client wrote it.</param>
public sealed record GetRunQuery(SessionKey Session, string RunId) : IRequest<RunDetails>;

/// <param name="Result"><see langword="null"/> while there is none, and when the log no longer holds it.</param>
public sealed record RunDetails(RunSummary Run, RunResult? Result);
