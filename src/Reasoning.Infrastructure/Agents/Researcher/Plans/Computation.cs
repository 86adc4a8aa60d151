namespace Reasoning.Infrastructure.Agents.Researcher.Plans;

/// <summary>Lets a tool compute what the question asks, and says the result.</summary>
internal static class Computation
{
    public static PlannedTurn Next(ResearchState state, string sum, bool mayCall)
    {
        if (state.Failure is { } failure)
            return PlannedTurn.Say("The calculator refuses.", $"{sum} cannot be computed: {failure}");
        if (state.Calculation is { } value)
            return PlannedTurn.Say("The calculator has the result.", $"{sum} = {value}");
        return mayCall
            ? PlannedTurn.Call("That is arithmetic: no document is needed, the calculator is exact.", (ResearchTools.Calculate, "expression", sum))
            : PlannedTurn.Say("I may call no tool.", $"I could not compute {sum}.");
    }
}
