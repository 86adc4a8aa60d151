using System.Collections.Concurrent;
using System.Threading.Channels;
using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;

namespace Reasoning.IntegrationTests.Agents;

/// <summary>The strings of one run: the agent does what the test says, when it says it.</summary>
internal sealed class Puppet
{
    private readonly Channel<Func<AgentOutput>> _acts = Channel.CreateUnbounded<Func<AgentOutput>>();
    private readonly TaskCompletionSource<RunId> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<ReasoningStep, TaskCompletionSource> _taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>The message that makes the puppet agent move by these strings.</summary>
    public string Message { get; } = $"puppet {Guid.NewGuid():N}";

    /// <summary>It takes no notice of its cancellation: what happens next is still the test's to say.</summary>
    public bool IgnoresCancellation { get; init; }

    public ChannelReader<Func<AgentOutput>> Acts => _acts.Reader;

    /// <summary>The agent has begun.</summary>
    public Task<RunId> Started => _started.Task;

    /// <summary>The agent's token is cancelled.</summary>
    public Task Cancelled => _cancelled.Task;

    /// <summary>The agent has returned or thrown.</summary>
    public Task Ended => _ended.Task;

    /// <returns>Completes when the server has taken the step and asks for the next one.</returns>
    public Task Do(ReasoningStep step)
    {
        var taken = _taken.GetOrAdd(step, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _acts.Writer.TryWrite(() => new AgentStep(step));
        return taken.Task;
    }

    public Task Think(string thought, int iteration = 1) => Do(new ThoughtStep(thought, iteration));

    /// <summary>A piece of the thought or answer that comes next.</summary>
    public void Say(string piece, DeltaKind kind = DeltaKind.Text, bool isAnew = false) =>
        _acts.Writer.TryWrite(() => new AgentDelta(kind, 1, piece, isAnew));

    public void Use(TokenUsage usage) => _acts.Writer.TryWrite(() => new AgentUsage(usage));

    public void Throw(Exception failure) => _acts.Writer.TryWrite(() => throw failure);

    /// <summary>The enumeration ends, without an answer unless one was given.</summary>
    public void Return() => _acts.Writer.TryComplete();

    public void Answer(string answer = "Done.", int iteration = 1)
    {
        Do(new FinalAnswerStep(answer, iteration, []));
        Return();
    }

    public void OnStarted(RunId run) => _started.TrySetResult(run);

    public void OnCancelled() => _cancelled.TrySetResult();

    public void OnEnded() => _ended.TrySetResult();

    public void OnTaken(AgentOutput output)
    {
        if (output is AgentStep { Step: var step } && _taken.TryRemove(step, out var taken))
            taken.TrySetResult();
    }
}
