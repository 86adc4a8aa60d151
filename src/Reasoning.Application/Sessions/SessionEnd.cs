namespace Reasoning.Application.Sessions;

/// <summary>Why a session's readers end before their clients do.</summary>
public enum SessionEnd
{
    /// <summary>Its owner could not go on: they have to come back to a new one.</summary>
    Failed,

    /// <summary>It was deleted: there is nothing to come back to.</summary>
    Deleted,
}
