using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Models.Checks;

/// <summary>Which models did not answer when they were last asked, by a run or by a check.</summary>
internal sealed partial class ModelStates(ILogger<ModelStates> logger)
{
    private readonly ConcurrentDictionary<string, ModelFailure> _failed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a model; <see langword="null"/> when nothing is known to be.</summary>
    public string? ProblemOf(string model) => !_failed.TryGetValue(model, out var failure) ? null : failure switch
    {
        ModelFailure.Unauthorized => "its model's provider does not accept this server's key",
        ModelFailure.Unpaid => "its model's provider wants this server's account to be paid for",
        ModelFailure.NotFound => "its model's provider does not know the model",
        _ => "its model's provider does not answer",
    };

    public void Answered(string model)
    {
        if (_failed.TryRemove(model, out _))
            LogAnswers(logger, model);
    }

    /// <summary>A model that is busy, or does not like what it is asked, is there all the same.</summary>
    public void Failed(string model, ModelException exception)
    {
        if (exception.Failure is not (ModelFailure.Unauthorized or ModelFailure.Unpaid or ModelFailure.NotFound or ModelFailure.Unavailable or ModelFailure.TimedOut))
            return;

        var isNew = !_failed.TryGetValue(model, out var before) || before != exception.Failure;
        _failed[model] = exception.Failure;
        if (isNew)
            LogFailed(logger, exception.Refusal is null ? exception : null, model, exception.Failure, exception.Refusal);
    }

    [LoggerMessage(LogLevel.Warning, "Model {Model} cannot be used ({Failure}). {Refusal}")]
    private static partial void LogFailed(ILogger logger, Exception? exception, string model, ModelFailure failure, string? refusal);

    [LoggerMessage(LogLevel.Information, "Model {Model} answers again")]
    private static partial void LogAnswers(ILogger logger, string model);
}
