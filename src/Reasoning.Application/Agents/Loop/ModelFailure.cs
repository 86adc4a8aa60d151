namespace Reasoning.Application.Agents.Loop;

/// <summary>Why a model did not answer, whoever provides it.</summary>
public enum ModelFailure
{
    /// <summary>The provider does not accept the key, or it may not use this model.</summary>
    Unauthorized,

    /// <summary>There is no such model, or no such provider at this address.</summary>
    NotFound,

    /// <summary>Too many requests or tokens for now.</summary>
    RateLimited,

    /// <summary>The provider failed, is overloaded or cannot be reached.</summary>
    Unavailable,

    /// <summary>It said nothing for longer than it may.</summary>
    TimedOut,

    /// <summary>It broke off, or what it sent cannot be understood.</summary>
    Broken,

    /// <summary>It said more in one turn than anybody can keep.</summary>
    TooMuch,

    /// <summary>The provider wants to be paid first.</summary>
    Unpaid,

    /// <summary>The conversation does not fit into the model.</summary>
    TooLong,

    /// <summary>A content filter stopped it.</summary>
    Filtered,

    /// <summary>It does not accept what it was asked.</summary>
    Rejected,

    /// <summary>Something else.</summary>
    Unknown,
}
