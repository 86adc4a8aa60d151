using MediatR;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Runs.ExecuteRun;

/// <summary>Do the work of an accepted run, to its end. The token is the run's own: no connection's end cancels it.</summary>
public sealed record ExecuteRunCommand(RunAddress Address, RunRequest Request, DateTimeOffset AcceptedAt) : IRequest;
