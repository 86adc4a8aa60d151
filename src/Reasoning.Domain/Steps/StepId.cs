namespace Reasoning.Domain.Steps;

/// <summary>A step's identity within its run. The attempt keeps a restarted run's steps apart from those of its earlier life.</summary>
public readonly record struct StepId(int Attempt, int Number)
{
    public override string ToString() => $"{Attempt}.{Number}";
}
