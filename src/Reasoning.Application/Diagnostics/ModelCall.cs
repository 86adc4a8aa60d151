using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Reasoning.Application.Agents.Loop;
using Reasoning.Domain.Runs;

namespace Reasoning.Application.Diagnostics;

/// <summary>One request to a model: its span and its figures. What is asked again is another one.</summary>
internal sealed class ModelCall : IDisposable
{
    private const string Operation = "chat";

    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly Activity? _activity;
    private TagList _tags;
    private bool _isAnswering;
    private bool _hasEnded;

    private ModelCall(ChatClientMetadata? model, TimeProvider time)
    {
        _time = time;
        _begun = time.GetTimestamp();
        _tags = new TagList { { GenAi.Operation, Operation }, { GenAi.Provider, model?.ProviderName ?? "unknown" } };
        var name = model?.DefaultModelId;
        if (name is not null)
            _tags.Add(GenAi.RequestModel, name);
        if (Telemetry.Source.HasListeners())
            _activity = Telemetry.Source.StartActivity(name is null ? Operation : $"{Operation} {name}", ActivityKind.Client, default(ActivityContext), _tags);
    }

    /// <param name="model">What is known of the model; <see langword="null"/> when nothing is.</param>
    public static ModelCall Begin(ChatClientMetadata? model, TimeProvider time) => new(model, time);

    /// <summary>A piece of the answer has come.</summary>
    public void Answers()
    {
        if (_isAnswering)
            return;
        _isAnswering = true;
        Telemetry.FirstChunk.Record(Elapsed, _tags);
    }

    /// <param name="failure">Why there is no whole answer; <see langword="null"/> when there is.</param>
    public void End(ChatFinishReason? finish, TokenUsage? usage, ModelFailure? failure)
    {
        if (finish is { } reason)
            _activity?.SetTag(GenAi.FinishReasons, new[] { reason.Value });
        RecordTokens(GenAi.InputTokens, "input", usage?.InputTokens);
        RecordTokens(GenAi.OutputTokens, "output", usage?.OutputTokens);
        End(failure is { } why ? JsonNamingPolicy.SnakeCaseLower.ConvertName(why.ToString()) : null);
        if (failure is not null)
            _activity?.SetStatus(ActivityStatusCode.Error);
        _activity?.Dispose();
    }

    /// <summary>Nobody waits for the answer any more, unless it has ended before.</summary>
    public void Dispose()
    {
        if (!_hasEnded)
            End(Telemetry.Cancelled);
        _activity?.Dispose();
    }

    private double Elapsed => _time.GetElapsedTime(_begun).TotalSeconds;

    private void End(string? failure)
    {
        _hasEnded = true;
        if (failure is not null)
        {
            _activity?.SetTag(GenAi.ErrorType, failure);
            _tags.Add(GenAi.ErrorType, failure);
        }

        Telemetry.ModelDuration.Record(Elapsed, _tags);
    }

    private void RecordTokens(string attribute, string type, long? count)
    {
        if (count is not { } tokens)
            return;
        _activity?.SetTag(attribute, tokens);
        var tags = _tags;
        tags.Add(GenAi.TokenType, type);
        Telemetry.TokenUsage.Record(tokens, tags);
    }
}
