using Microsoft.Extensions.Time.Testing;

namespace Reasoning.UnitTests.Infrastructure.Sessions;

/// <summary>A clock that lets something happen at the moment it is asked.</summary>
internal sealed class HookedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public Action? OnNow { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        OnNow?.Invoke();
        return base.GetUtcNow();
    }
}
