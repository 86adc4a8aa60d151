using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.IntegrationTests.Agents;

/// <summary>A tool that does not return before it is told to stop.</summary>
internal sealed class SlowTool : IToolSource
{
    public const string Name = "wait_for_ever";

    private readonly ConcurrentQueue<TaskCompletionSource<Call>> _awaited = [];

    public SlowTool() => All = [AIFunctionFactory.Create(WaitAsync, Name, "Waits for ever.")];

    public IReadOnlyList<AIFunction> All { get; }

    /// <summary>The next call, once it has begun.</summary>
    public Task<Call> Next()
    {
        var next = new TaskCompletionSource<Call>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Enqueue(next);
        return next.Task;
    }

    private async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(cancelled.SetResult);
        if (_awaited.TryDequeue(out var awaited))
            awaited.SetResult(new Call(cancelled.Task));
        await cancelled.Task;
        throw new OperationCanceledException(cancellationToken);
    }

    /// <param name="Cancelled">Completes when the call is told to stop.</param>
    internal sealed record Call(Task Cancelled);
}
