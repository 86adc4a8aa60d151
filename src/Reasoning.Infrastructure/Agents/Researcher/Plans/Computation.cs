using Reasoning.Infrastructure.Agents.Researcher.Calculations;

namespace Reasoning.Infrastructure.Agents.Researcher.Plans;

/// <summary>Lets a tool compute what the question asks, and says the result.</summary>
internal static class Computation
{
    public static PlannedTurn Next(ResearchState state, Calculation calculation, bool mayCall)
    {
        if (state.Failure is { } failure)
            return PlannedTurn.Say("The tool refuses.", calculation.Sum is { } sum ? $"{sum} cannot be computed: {failure}" : failure);
        if (state.Calculation is { } value)
            return PlannedTurn.Say("The tool has the result.", calculation.Sum is { } sum ? $"{sum} = {value}" : value);
        return mayCall
            ? PlannedTurn.Call($"That is {calculation.Kind}: no document is needed.", calculation.Tool, calculation.Arguments)
            : PlannedTurn.Say("I may call no tool.", $"I could not compute {calculation.Sum ?? "that"}: I may call no tool now.");
    }
}
