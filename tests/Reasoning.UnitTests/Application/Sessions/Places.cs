using Reasoning.Application.Sessions;

namespace Reasoning.UnitTests.Application.Sessions;

/// <summary>Places for runs, as many as a test leaves.</summary>
internal sealed class Places : IRunPlaces
{
    public int Free { get; set; } = int.MaxValue;

    public bool TryTake()
    {
        if (Free == 0)
            return false;
        Take();
        return true;
    }

    public void Take() => Free--;
}
