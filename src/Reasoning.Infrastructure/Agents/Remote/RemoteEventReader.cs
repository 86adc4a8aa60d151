using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;
using Reasoning.Domain.Steps;
using Reasoning.Infrastructure.Agents.Remote.Wire;

namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>Turns the events of one run of a remote agent into what an agent produces, and lets nothing else through.</summary>
/// <param name="iterations">The highest of an earlier attempt.</param>
internal sealed class RemoteEventReader(RemoteAgentOptions options, RemoteCalls calls, int iterations)
{
    // A sum of as many as a stream can hold is still a number.
    private const long MaxTokens = 1_000_000_000_000;
    private const int MaxMessage = 1_000;

    private readonly RemoteStepReader _steps = new(calls);
    private int _iteration = Math.Max(1, iterations);
    private int _taken;

    /// <param name="type">The event's, <c>message</c> when it has none.</param>
    /// <exception cref="AgentException">It is no event that we know, or the agent says that it has failed.</exception>
    public AgentOutput Read(string type, ReadOnlySpan<byte> data) => type switch
    {
        "step" => Step(Parse(data, RemoteJson.Default.RemoteStep)),
        "delta" => Delta(Parse(data, RemoteJson.Default.RemoteDelta)),
        "usage" => Usage(Parse(data, RemoteJson.Default.RemoteUsage)),
        "failed" => throw Failed(Parse(data, RemoteJson.Default.RemoteEnd)),
        _ => throw RemoteFailure.Wrong("an event of an unknown type"),
    };

    private static T Parse<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(data, type) ?? throw new JsonException("An event is an object.");
        }
        catch (JsonException failure)
        {
            throw RemoteFailure.Wrong("an event that is not the JSON it should be", failure);
        }
    }

    private AgentStep Step(RemoteStep step)
    {
        if (++_taken > options.MaxSteps)
            throw RemoteFailure.TooMuch($"{options.MaxSteps} steps");
        var (read, note) = _steps.Read(step, NextIteration(step.Iteration));
        return new AgentStep(read, options.Recovery == AgentRecovery.Continue ? note.Write() : null);
    }

    private AgentDelta Delta(RemoteDelta delta)
    {
        var kind = delta.StepType switch
        {
            "thought" => DeltaKind.Thought,
            "text" => DeltaKind.Text,
            _ => throw RemoteFailure.Wrong("a delta of an unknown type"),
        };
        var content = delta.Content ?? throw RemoteFailure.Wrong("a delta without content");
        return new AgentDelta(kind, NextIteration(delta.Iteration), content, delta.IsAnew ?? false);
    }

    private static AgentUsage Usage(RemoteUsage usage) => new(new TokenUsage(
        Tokens(usage.InputTokens), Tokens(usage.OutputTokens), Tokens(usage.ReasoningTokens), Tokens(usage.CachedTokens)));

    private static long? Tokens(long? count) =>
        count is null or (>= 0 and <= MaxTokens) ? count : throw RemoteFailure.Wrong("a number of tokens that is none");

    private static AgentException Failed(RemoteEnd end) =>
        end.Message is { Length: > 0 and <= MaxMessage } message && !string.IsNullOrWhiteSpace(message)
            ? RemoteFailure.Failed(message)
            : RemoteFailure.Wrong("a failure without a message");

    /// <summary>By default that of the event before.</summary>
    private int NextIteration(int? iteration)
    {
        var next = iteration ?? _iteration;
        if (next < _iteration || next > Math.Max(iterations, 1) + options.MaxSteps)
            throw RemoteFailure.Wrong("an iteration out of its order");
        return _iteration = next;
    }
}
