namespace Reasoning.Domain.Sessions;

/// <summary>The full name of a session. Everything that finds a session finds it by this.</summary>
public sealed class SessionKey(TenantId tenant, SessionId id) : IEquatable<SessionKey>
{
    // Looked up for every batch and every message: the two strings are hashed once.
    private readonly int _hash = HashCode.Combine(tenant, id);

    public TenantId Tenant { get; } = tenant;

    public SessionId Id { get; } = id;

    public bool Equals(SessionKey? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && Id == other.Id && Tenant == other.Tenant);

    public override bool Equals(object? obj) => Equals(obj as SessionKey);

    public override int GetHashCode() => _hash;

    public override string ToString() => $"{Tenant}/{Id}";
}
