namespace Reasoning.Domain.Runs;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>By itself, with an answer.</summary>
    Completed,

    /// <summary>Because a client stopped it.</summary>
    Interrupted,

    /// <summary>With an error.</summary>
    Failed,
}
