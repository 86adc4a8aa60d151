namespace Reasoning.Application.Agents.Loop;

/// <summary>A model did not answer. What the provider said of it is in the inner exception, and for the log alone.</summary>
public sealed class ModelException(ModelFailure failure, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception($"The model did not answer: {failure}.", innerException)
{
    public ModelFailure Failure { get; } = failure;

    /// <summary>How long the provider wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>What the provider said, for the log alone, when it refused: then there is nothing to find in a stack.</summary>
    public string? Refusal { get; init; }

    /// <summary>It may answer when it is asked again.</summary>
    public bool IsTransient => Failure is ModelFailure.RateLimited or ModelFailure.Unavailable or ModelFailure.TimedOut or ModelFailure.Broken;

    /// <summary>For whoever asked the agent.</summary>
    public string Explanation => Failure switch
    {
        ModelFailure.Unauthorized => "The model's provider does not accept this server's key.",
        ModelFailure.NotFound => "The model's provider does not know this model.",
        ModelFailure.RateLimited => "The model's provider accepts no more requests for now; try again later.",
        ModelFailure.Unavailable => "The model's provider cannot be reached or failed; try again later.",
        ModelFailure.TimedOut => "The model took too long to answer.",
        ModelFailure.Broken => "The model broke off before it had finished.",
        ModelFailure.TooMuch => "The model said more than it may in one turn.",
        ModelFailure.Unpaid => "The model's provider wants this server's account to be paid for.",
        ModelFailure.TooLong => "The conversation is too long for the model.",
        ModelFailure.Filtered => "The model's content filter stopped the answer.",
        ModelFailure.Rejected => "The model's provider does not accept the request.",
        _ => "The model could not be reached or failed.",
    };
}
