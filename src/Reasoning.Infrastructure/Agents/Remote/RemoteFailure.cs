using Reasoning.Application.Agents;
using Reasoning.Domain.Runs;

namespace Reasoning.Infrastructure.Agents.Remote;

/// <summary>What the user is told when a remote agent fails. Nothing of what it sent stands in it.</summary>
internal static class RemoteFailure
{
    public static AgentException Unreachable(Exception inner) => Failed("The remote agent cannot be reached.", inner);

    public static AgentException Late(Exception inner) => Failed("The remote agent did not answer in time.", inner);

    public static AgentException Refused(int status) => Failed($"The remote agent refused the run (status {status}).");

    public static AgentException NoEvents(Exception? inner = null) => Failed("The remote agent answered in a form that is not understood.", inner);

    public static AgentException Silent(Exception inner) => Failed("The remote agent said nothing for too long.", inner);

    public static AgentException BrokeOff(Exception? inner = null) => Failed("The remote agent broke off before it had answered.", inner);

    public static AgentException TooMuch(string what) => Failed($"The remote agent said more than it may: {what}.");

    /// <param name="what">What it sent that it must not.</param>
    public static AgentException Wrong(string what, Exception? inner = null) => Failed($"The remote agent sent {what}.", inner);

    /// <summary>It says itself why.</summary>
    public static AgentException Failed(string message, Exception? inner = null) => new(ErrorCode.AgentFailed, message, inner);
}
