using Reasoning.Api.Problems;
using Reasoning.Application;

namespace Reasoning.Api.Description;

/// <summary>What the routes of sessions refuse with, as examples.</summary>
internal static class SessionRefusals
{
    public static Problem SessionNotFound => For(RequestRefusedException.SessionNotFound());

    public static Problem RunNotFound => For(RequestRefusedException.RunNotFound());

    public static Problem AgentNotFound => For(RequestRefusedException.AgentNotFound("nobody"));

    public static Problem Conflict => For(RequestRefusedException.Conflict());

    public static Problem TooManyRuns => For(RequestRefusedException.TooManyRuns(4));

    public static Problem Busy => For(RequestRefusedException.Busy());

    public static Problem Unavailable => For(RequestRefusedException.Unavailable());

    public static Problem ShuttingDown => For(RequestRefusedException.ShuttingDown());

    public static Problem Invalid(string field, string message) =>
        Refusals.Invalid("The request is not valid.") with { Details = [new FieldProblem(field, message)] };

    private static Problem For(RequestRefusedException refused) => Refusals.For(refused)!;
}
