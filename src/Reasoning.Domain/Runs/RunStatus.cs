namespace Reasoning.Domain.Runs;

/// <summary>How a run that did not fail came to its end.</summary>
public enum RunStatus
{
    Completed,
    Interrupted,
}
