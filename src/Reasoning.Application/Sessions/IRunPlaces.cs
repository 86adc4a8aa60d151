namespace Reasoning.Application.Sessions;

/// <summary>The places for runs of the whole server. Whoever carries out <see cref="SessionEffect.Release"/> gives one back.</summary>
public interface IRunPlaces
{
    /// <returns><see langword="false"/> when all are taken.</returns>
    bool TryTake();

    /// <summary>Takes one in any case: a run that was accepted before is not refused now.</summary>
    void Take();
}
