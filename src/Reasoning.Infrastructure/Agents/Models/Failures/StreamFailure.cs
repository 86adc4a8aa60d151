using System.ClientModel;
using System.Text.Json;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Exceptions;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents.Models.Failures;

/// <summary>What it means when a stream that has begun goes wrong. Refusals before that are <see cref="Refusal"/>'s.</summary>
internal static class StreamFailure
{
    /// <returns><see langword="null"/> for an exception that is none of a provider's client.</returns>
    public static ModelException? Of(Exception exception) => exception switch
    {
        // Some clients wrap what comes out of their transport.
        { InnerException: ModelException refused } => refused,
        OllamaException or ResponseError => new ModelException(ModelFailure.Unavailable, innerException: exception),
        AnthropicServiceException told => new ModelException(
            ProviderError.MeaningOf(told.ErrorCode) ?? ProviderError.MeaningOf(told.ApiMessage) ?? ModelFailure.Broken, innerException: told),
        // The last two are those of clients that meet a word they do not know, or a text that is none.
        ClientResultException or AnthropicException or HttpRequestException or IOException or JsonException or FormatException
            or ArgumentOutOfRangeException or InvalidOperationException =>
            new ModelException(ModelFailure.Broken, innerException: exception),
        _ => null,
    };

    /// <summary>A provider that says in its stream that it failed.</summary>
    public static ModelException Of(ErrorContent error) => new(
        ProviderError.MeaningOf(error.ErrorCode) ?? ModelFailure.Unavailable, innerException: new InvalidOperationException($"{error.ErrorCode}: {error.Message}"));

    /// <summary>A failure in which the key stands is told without it.</summary>
    public static ModelException Hide(ModelException failure, string? key) =>
        key is not null && failure.InnerException?.ToString() is { } told && told.Contains(key, StringComparison.Ordinal)
            ? new ModelException(failure.Failure, failure.RetryAfter, new InvalidOperationException(told.Replace(key, "[key]", StringComparison.Ordinal)))
            : failure;
}
