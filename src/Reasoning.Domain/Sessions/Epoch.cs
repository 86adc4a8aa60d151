namespace Reasoning.Domain.Sessions;

/// <summary>
/// The identity of a session's log: sequence numbers mean something only within one epoch. It changes only when a log
/// was lost or deleted, so a client can tell "you have missed these events" from "that log is gone".
/// </summary>
public readonly record struct Epoch(string Value)
{
    public static Epoch New() => new(Guid.NewGuid().ToString("N")[..16]);

    public override string ToString() => Value;
}
