using MediatR;
using Reasoning.Application.Clients;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Runs.InterruptRuns;

/// <summary>Stop one run of the session, or all. Gives those that this request stopped.</summary>
/// <param name="RunId">As the client wrote it; <see langword="null"/> for every run.</param>
/// <param name="Client">The connection to tell <c>interrupted</c>; <see langword="null"/> when none asked.</param>
public sealed record InterruptRunsCommand(SessionKey Session, string? RunId, ClientMessage? Client) : IRequest<IReadOnlyList<RunId>>;
