using MediatR;
using Reasoning.Application.Clients;

namespace Reasoning.Application.Runs.InterruptRuns;

/// <summary>Stop one run of the session, or all.</summary>
/// <param name="RunId">As the client wrote it; <see langword="null"/> for every run.</param>
public sealed record InterruptRunsCommand(ClientMessage Client, string? RunId) : IRequest, IClientCommand;
