using MediatR;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Sessions;

namespace Reasoning.Application.Runs.AwaitRun;

/// <summary>Wait until a run has ended, but no longer than so long.</summary>
public sealed record AwaitRunQuery(SessionKey Session, RunId Run, TimeSpan Limit) : IRequest
{
    /// <summary>A request that stays open for longer is cut by many a proxy.</summary>
    public static TimeSpan MaxLimit { get; } = TimeSpan.FromSeconds(60);
}
