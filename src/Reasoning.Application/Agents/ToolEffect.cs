namespace Reasoning.Application.Agents;

/// <summary>
/// What a call of a tool may do. A call that a crash cut short is made again when that does no harm; of any other it is
/// not known whether it took effect, and the model is told so.
/// </summary>
public enum ToolEffect
{
    /// <summary>It may change something, each time anew.</summary>
    ChangesThings,

    /// <summary>It may change something, but twice with the same arguments is as once.</summary>
    Idempotent,

    /// <summary>It changes nothing.</summary>
    ReadOnly,
}
